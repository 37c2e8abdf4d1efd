//! The boxes of the sound track: AAC, and an edit list that hides what only primes the decoder.
//!
//! The track's checks are in [`super::layout`], what both tracks share in [`super::boxes`].

use mp4_atom::{
    Audio, Codec, Edts, Elst, ElstEntry, Esds, Minf, Mp4a, Smhd, Stbl, Stsd, Stsz, StszSamples,
    Stts, SttsEntry, Tkhd, Trak,
    esds::{DecoderConfig, DecoderSpecific, EsDescriptor, SLConfig},
};

use super::{
    AudioTrack,
    boxes::{chunks, media, minf},
    layout::{Layout, Track},
};

/// The whole track; `length` is in ticks of the movie's clock.
pub(super) fn sound(
    audio: &AudioTrack,
    layout: &Layout,
    length: u64,
    base: u64,
    wide: bool,
) -> Trak {
    let packets = u32::try_from(audio.packets.len()).expect("packets fit memory");
    let each = audio.samples_per_packet;
    let ticks = u64::from(audio.priming_samples) + audio.samples;
    let last = ticks - u64::from(packets - 1) * u64::from(each);
    let last = u32::try_from(last).expect("packets behind the end were dropped");
    let mut times = vec![SttsEntry { sample_count: packets - 1, sample_delta: each }];
    times.retain(|entry| entry.sample_count > 0);
    times.push(SttsEntry { sample_count: 1, sample_delta: last });
    let entry = Mp4a {
        audio: Audio {
            data_reference_index: 1,
            channel_count: audio.channels,
            sample_size: 16,
            sample_rate: u16::try_from(audio.rate).expect("the rate was checked").into(),
        },
        esds: Esds {
            es_desc: EsDescriptor {
                es_id: 2,
                depends_on_es_id: None,
                url: None,
                ocr_es_id: None,
                stream_priority: 0,
                dec_config: DecoderConfig {
                    object_type_indication: 0x40, // MPEG-4 audio
                    stream_type: 5,
                    up_stream: 0,
                    buffer_size_db: [0; 3].into(),
                    max_bitrate: audio.bitrate,
                    avg_bitrate: audio.bitrate,
                    dec_specific: Some(DecoderSpecific {
                        raw: audio.config.clone(),
                        ..DecoderSpecific::default()
                    }),
                },
                sl_config: SLConfig::default(),
            },
        },
        btrt: None,
        taic: None,
    };
    let sizes = audio.packets.iter().map(|p| u32::try_from(p.len()).unwrap_or(u32::MAX)).collect();
    let tables = Stbl {
        stsd: Stsd { codecs: vec![Codec::Mp4a(entry)] },
        stts: Stts { entries: times },
        stsz: Stsz { samples: StszSamples::Different { sizes } },
        ..chunks(layout, Track::Audio, base, wide)
    };
    let edit = ElstEntry {
        segment_duration: length,
        media_time: Some(u64::from(audio.priming_samples)),
        media_rate: 1.into(),
    };
    Trak {
        tkhd: Tkhd {
            track_id: 2,
            duration: length,
            alternate_group: 1,
            enabled: true,
            in_movie: true,
            volume: 1.into(),
            ..Tkhd::default()
        },
        edts: Some(Edts { elst: Some(Elst { entries: vec![edit] }) }),
        mdia: media(
            audio.rate,
            ticks,
            (b"soun", "SoundHandler"),
            Minf { smhd: Some(Smhd::default()), ..minf(tables) },
        ),
        ..Trak::default()
    }
}
