//! What the written files must be, read back with `mp4-atom` as the judge.
//!
//! That FFmpeg agrees was checked by hand, as these tests run without it.

use mp4_atom::{Codec, Colr, Decode as _, DecodeMaybe as _, Ftyp, Header, Moov, StszSamples};

use super::*;
use crate::render::encode::{Quality, openh264::SegmentEncoder, testing::card};

const SETTINGS: VideoSettings = VideoSettings {
    width: 64,
    height: 48,
    fps_num: 30_000,
    fps_den: 1001,
    container: Container::Mp4,
};

fn segment(step: u32, repeats: u64) -> Segment {
    let mut encoder = SegmentEncoder::new(64, 48, 29.97, Quality::Preview).unwrap();
    encoder.push(&card(64, 48, step)).unwrap();
    encoder.repeat(repeats).unwrap();
    encoder.finish().unwrap()
}

fn sound() -> AudioTrack {
    AudioTrack {
        config: vec![0x11, 0x90],
        packets: (0..120u8).map(|n| vec![n; 5 + usize::from(n % 3)]).collect(),
        samples_per_packet: 1024,
        priming_samples: 1024,
        samples: 96_096,
        rate: 48_000,
        channels: 2,
        bitrate: 192_000,
        copyright: None,
    }
}

fn read(path: &Path) -> (Ftyp, Moov, Vec<u8>) {
    let bytes = std::fs::read(path).unwrap();
    let mut rest = bytes.as_slice();
    let brand = Ftyp::decode(&mut rest).unwrap();
    let moov = Moov::decode(&mut rest).unwrap();
    let data = Header::decode_maybe(&mut rest).unwrap().unwrap();
    assert_eq!(data.kind, mp4_atom::FourCC::new(b"mdat"));
    assert_eq!(data.size, Some(rest.len()));
    (brand, moov, bytes)
}

#[test]
fn every_sample_is_found_where_the_index_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mp4");
    let mut writer = Mp4Writer::create(&path, SETTINGS).unwrap();
    let (one, two) = (segment(0, 40), segment(9, 18));
    let units: Vec<_> = one.units.iter().chain(&two.units).cloned().collect();
    writer.add(one).unwrap();
    writer.add(two).unwrap();
    let bytes = writer.finish(Some(sound())).unwrap();
    let (brand, moov, file) = read(&path);
    assert_eq!(bytes, file.len() as u64);
    assert_eq!(brand.major_brand, mp4_atom::FourCC::new(b"isom"));
    for (trak, last) in moov.trak.iter().zip([60usize, 95]) {
        let tables = &trak.mdia.minf.stbl;
        let StszSamples::Different { sizes } = &tables.stsz.samples else { panic!("sizes") };
        let offsets = &tables.stco.as_ref().unwrap().entries;
        let mut sample = 0;
        for (chunk, offset) in (1u32..).zip(offsets) {
            let run = tables.stsc.entries.iter().rfind(|run| run.first_chunk <= chunk).unwrap();
            let mut at = *offset as usize;
            for _ in 0..run.samples_per_chunk {
                let data = &file[at..at + sizes[sample] as usize];
                if last == 95 {
                    assert_eq!(data, sound().packets[sample]);
                } else if sample != 41 {
                    assert_eq!(data, units[sample].data); // 41 got another idr id
                }
                at += data.len();
                sample += 1;
            }
        }
        assert_eq!((sample, sizes.len()), (if last == 95 { 95 } else { 60 }, sample));
    }
    assert_eq!(moov.trak[0].mdia.minf.stbl.stss.as_ref().unwrap().entries, [1, 42]);
}

#[test]
fn lengths_are_exact_and_priming_is_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mp4");
    let mut writer = Mp4Writer::create(&path, SETTINGS).unwrap();
    writer.add(segment(0, 59)).unwrap();
    writer.finish(Some(sound())).unwrap();
    let (_, moov, _) = read(&path);
    // 60 frames of 1001/30000 s are 2.002 s, as are 96096 samples at 48 kHz.
    let (scale, video, audio) = (moov.mvhd.timescale, &moov.trak[0], &moov.trak[1]);
    assert_eq!(moov.mvhd.duration * 1000, u64::from(scale) * 2002);
    assert_eq!(video.tkhd.duration, moov.mvhd.duration);
    assert_eq!(video.mdia.mdhd.duration * 1000, u64::from(video.mdia.mdhd.timescale) * 2002);
    let edit = &audio.edts.as_ref().unwrap().elst.as_ref().unwrap().entries[0];
    assert_eq!((edit.media_time, edit.segment_duration), (Some(1024), moov.mvhd.duration));
    let times = &audio.mdia.minf.stbl.stts.entries;
    let total: u64 =
        times.iter().map(|t| u64::from(t.sample_count) * u64::from(t.sample_delta)).sum();
    assert_eq!(total, 1024 + 96_096);
}

#[test]
fn the_flavours_differ_in_brand_and_colour_box() {
    let folder = tempfile::tempdir().unwrap();
    for (container, brand, nclx) in
        [(Container::Mp4, b"isom", true), (Container::Mov, b"qt  ", false)]
    {
        let path = folder.path().join("a");
        let mut writer = Mp4Writer::create(&path, VideoSettings { container, ..SETTINGS }).unwrap();
        writer.add(segment(0, 0)).unwrap();
        writer.finish(None).unwrap();
        let (ftyp, moov, _) = read(&path);
        assert_eq!(ftyp.major_brand, mp4_atom::FourCC::new(brand));
        let Codec::Avc1(entry) = &moov.trak[0].mdia.minf.stbl.stsd.codecs[0] else {
            panic!("codec")
        };
        assert_eq!(matches!(entry.colr, Some(Colr::Nclx { full_range_flag: false, .. })), nclx);
        assert_eq!(entry.avcc.avc_profile_indication, 100);
    }
}

#[test]
fn files_above_four_gibibytes_get_wide_offsets() {
    let part = segment(0, 0);
    let sizes = [3_000_000_000, 3_000_000_000];
    let layout = Layout::new(Clock::video(1, 1).unwrap(), &sizes, None);
    let index = boxes::Index {
        settings: SETTINGS,
        sps: &part.sps,
        pps: &part.pps,
        sizes: &sizes,
        keys: &[1],
    };
    let head = index.encode(&layout, None).unwrap();
    let mut rest = head.as_slice();
    Ftyp::decode(&mut rest).unwrap();
    let moov = Moov::decode(&mut rest).unwrap();
    let base = head.len() as u64;
    let tables = &moov.trak[0].mdia.minf.stbl;
    assert!(tables.stco.is_none());
    assert_eq!(tables.co64.as_ref().unwrap().entries, [base, base + 3_000_000_000]);
    assert_eq!(rest[8..], 6_000_000_016u64.to_be_bytes());
}

#[test]
fn an_unfinished_file_leaves_nothing_and_keeps_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mp4");
    std::fs::write(&path, "old").unwrap();
    let mut writer = Mp4Writer::create(&path, SETTINGS).unwrap();
    writer.add(segment(0, 3)).unwrap();
    drop(writer);
    assert!(Mp4Writer::create(&path, SETTINGS).unwrap().finish(None).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), b"old");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(Mp4Writer::create(&folder.path().join("no/a.mp4"), SETTINGS).is_err());
}

#[test]
fn settings_that_no_file_can_have_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mp4");
    for wrong in [
        VideoSettings { fps_num: 0, ..SETTINGS },
        VideoSettings { fps_den: 0, ..SETTINGS },
        VideoSettings { width: 63, ..SETTINGS },
        VideoSettings { width: 70_000, ..SETTINGS },
    ] {
        assert!(Mp4Writer::create(&path, wrong).is_err(), "{wrong:?}");
    }
    let mut writer = Mp4Writer::create(&path, SETTINGS).unwrap();
    writer.add(segment(0, 3)).unwrap();
    assert!(writer.finish(Some(AudioTrack { packets: Vec::new(), ..sound() })).is_err());
}
