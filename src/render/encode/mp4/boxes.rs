//! The boxes in front of the sample data: brand, index, and the data's own header.
//!
//! Built with `mp4-atom`'s types, so that only values are chosen here and no bytes are laid by
//! hand (ISO/IEC 14496-12 and -15). Where samples lie comes from [`super::layout`], the sound
//! track from [`super::sound`].

use mp4_atom::{
    Any, Avc1, Avcc, AvccExt, Co64, Codec, Colr, Copyright, Dinf, Dref, Encode, FourCC, Ftyp, Hdlr,
    Ilst, Mdhd, Mdia, Meta, Minf, Moov, Mvhd, Pasp, Stbl, Stco, Stsc, StscEntry, Stsd, Stss, Stsz,
    StszSamples, Stts, SttsEntry, Tkhd, Tool, Trak, Udta, Url, Visual, Vmhd,
};

use super::{
    AudioTrack, Container, VideoSettings,
    layout::{Layout, Track},
    sound::sound,
};
use crate::error::{Error, Result};

/// What is known of the video once its last frame came.
pub(super) struct Index<'a> {
    pub settings: VideoSettings,
    pub sps: &'a [u8],
    pub pps: &'a [Vec<u8>],
    pub sizes: &'a [u32],
    pub keys: &'a [u32],
}

impl Index<'_> {
    /// Everything before the first sample's byte.
    pub(super) fn encode(&self, layout: &Layout, audio: Option<&AudioTrack>) -> Result<Vec<u8>> {
        let mut head = Vec::new();
        put(&self.brand(), &mut head)?;
        let data_header = if layout.bytes + 8 > u64::from(u32::MAX) { 16 } else { 8 };
        // Offsets depend on the index's size, which depends on how wide offsets are, but not on
        // their values: so it is made twice.
        let mut wide = layout.bytes > u64::from(u32::MAX) - (1 << 24);
        let mut base = 0;
        for _ in 0..2 {
            let size = encoded(&self.moov(layout, audio, 0, wide))?.len();
            base = (head.len() + size + data_header) as u64;
            wide |= base + layout.bytes > u64::from(u32::MAX);
        }
        head.extend(encoded(&self.moov(layout, audio, base, wide))?);
        if data_header == 8 {
            let size = u32::try_from(layout.bytes + 8).expect("it was compared above");
            head.extend_from_slice(&size.to_be_bytes());
            head.extend_from_slice(b"mdat");
        } else {
            head.extend_from_slice(&1u32.to_be_bytes());
            head.extend_from_slice(b"mdat");
            head.extend_from_slice(&(layout.bytes + 16).to_be_bytes());
        }
        Ok(head)
    }

    fn brand(&self) -> Ftyp {
        let (major, minor, brands): (&[u8; 4], u32, &[&[u8; 4]]) = match self.settings.container {
            Container::Mp4 => (b"isom", 512, &[b"isom", b"iso2", b"avc1", b"mp41"]),
            Container::Mov => (b"qt  ", 512, &[b"qt  "]),
        };
        Ftyp {
            major_brand: FourCC::new(major),
            minor_version: minor,
            compatible_brands: brands.iter().map(|brand| FourCC::new(brand)).collect(),
        }
    }

    fn moov(&self, layout: &Layout, audio: Option<&AudioTrack>, base: u64, wide: bool) -> Moov {
        let clock = layout.clock;
        // A clock that both tracks' ticks divide, so that lengths are exact in it.
        let scale = audio.map_or(clock.scale, |audio| common(clock.scale, audio.rate));
        let ticks = self.sizes.len() as u64 * u64::from(clock.delta);
        let video_length = in_scale(ticks, clock.scale, scale);
        let audio_length = audio.map_or(0, |audio| in_scale(audio.samples, audio.rate, scale));
        let mut trak = vec![self.video(layout, video_length, base, wide)];
        if let Some(audio) = audio {
            trak.push(sound(audio, layout, audio_length, base, wide));
        }
        let mut meta = Meta {
            hdlr: Hdlr { handler: FourCC::new(b"mdir"), name: String::new() },
            items: Vec::new(),
        };
        let tool =
            Tool { country_indicator: 0, language_indicator: 0, text: "remotion-media".into() };
        let cprt = audio.and_then(|audio| audio.copyright.clone()).map(|text| Copyright {
            country_indicator: 0,
            language_indicator: 0,
            text,
        });
        meta.items.push(Any::Ilst(Ilst { ctoo: Some(tool), cprt, ..Ilst::default() }));
        Moov {
            mvhd: Mvhd {
                timescale: scale,
                duration: video_length.max(audio_length),
                rate: 1.into(),
                volume: 1.into(),
                next_track_id: u32::try_from(trak.len()).expect("two tracks at most") + 1,
                ..Mvhd::default()
            },
            udta: Some(Udta { meta: Some(meta), ..Udta::default() }),
            trak,
            ..Moov::default()
        }
    }

    fn video(&self, layout: &Layout, length: u64, base: u64, wide: bool) -> Trak {
        let clock = layout.clock;
        let side = |pixels: u32| u16::try_from(pixels).expect("sides were checked at the start");
        let (width, height) = (side(self.settings.width), side(self.settings.height));
        let frames = u32::try_from(self.sizes.len()).expect("key frame numbers are 32 bit");
        let entry = Avc1 {
            visual: Visual { data_reference_index: 1, width, height, ..Visual::default() },
            avcc: Avcc {
                configuration_version: 1,
                avc_profile_indication: self.sps[1],
                profile_compatibility: self.sps[2],
                avc_level_indication: self.sps[3],
                length_size: 4,
                sequence_parameter_sets: vec![self.sps.to_vec()],
                picture_parameter_sets: self.pps.to_vec(),
                ext: (self.sps[1] >= 100).then(AvccExt::default),
            },
            btrt: None,
            colr: Some(self.colour()),
            pasp: Some(Pasp { h_spacing: 1, v_spacing: 1 }),
            taic: None,
            fiel: None,
            spatial: None,
        };
        let all_keys = self.keys.len() == self.sizes.len();
        let tables = Stbl {
            stsd: Stsd { codecs: vec![Codec::Avc1(entry)] },
            stts: Stts {
                entries: vec![SttsEntry { sample_count: frames, sample_delta: clock.delta }],
            },
            stss: (!all_keys).then(|| Stss { entries: self.keys.to_vec() }),
            stsz: Stsz { samples: StszSamples::Different { sizes: self.sizes.to_vec() } },
            ..chunks(layout, Track::Video, base, wide)
        };
        Trak {
            tkhd: Tkhd {
                track_id: 1,
                duration: length,
                enabled: true,
                in_movie: true,
                width: width.into(),
                height: height.into(),
                ..Tkhd::default()
            },
            mdia: media(
                clock.scale,
                u64::from(frames) * u64::from(clock.delta),
                (b"vide", "VideoHandler"),
                Minf { vmhd: Some(Vmhd::default()), ..minf(tables) },
            ),
            ..Trak::default()
        }
    }

    fn colour(&self) -> Colr {
        // QuickTime has no range flag here; players take it from the stream.
        match self.settings.container {
            Container::Mp4 => Colr::Nclx {
                colour_primaries: 1,
                transfer_characteristics: 1,
                matrix_coefficients: 1,
                full_range_flag: false,
            },
            Container::Mov => Colr::Nclc {
                colour_primaries: 1,
                transfer_characteristics: 1,
                matrix_coefficients: 1,
            },
        }
    }
}

/// A track's media: its clock, its length in that clock, its kind and its tables.
pub(super) fn media(timescale: u32, duration: u64, handler: (&[u8; 4], &str), minf: Minf) -> Mdia {
    Mdia {
        mdhd: Mdhd { timescale, duration, language: "und".to_owned(), ..Mdhd::default() },
        hdlr: Hdlr { handler: FourCC::new(handler.0), name: handler.1.to_owned() },
        minf,
    }
}

/// Sample tables whose data lies in this file.
pub(super) fn minf(stbl: Stbl) -> Minf {
    Minf {
        dinf: Dinf { dref: Dref { entries: vec![Url { location: String::new() }.into()] } },
        stbl,
        ..Minf::default()
    }
}

/// The tables of a track's chunks: how many samples each holds, and where it begins.
pub(super) fn chunks(layout: &Layout, track: Track, base: u64, wide: bool) -> Stbl {
    let placed = layout.of(track, base);
    let mut runs: Vec<StscEntry> = Vec::new();
    for (number, (chunk, _)) in (1u32..).zip(&placed) {
        if runs.last().is_none_or(|run| run.samples_per_chunk != chunk.samples) {
            runs.push(StscEntry {
                first_chunk: number,
                samples_per_chunk: chunk.samples,
                sample_description_index: 1,
            });
        }
    }
    let offsets = placed.iter().map(|(_, at)| *at);
    let narrow = || offsets.clone().map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect();
    Stbl {
        stsc: Stsc { entries: runs },
        stco: (!wide).then(|| Stco { entries: narrow() }),
        co64: wide.then(|| Co64 { entries: offsets.clone().collect() }),
        ..Stbl::default()
    }
}

/// The least common multiple of two clocks, or the first if that is too fine to be usual.
fn common(one: u32, other: u32) -> u32 {
    let (mut a, mut b) = (one, other);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (one / a).checked_mul(other).filter(|scale| *scale <= 100_000_000).unwrap_or(one)
}

/// A length in another clock, rounded to the nearest tick.
fn in_scale(ticks: u64, from: u32, to: u32) -> u64 {
    let exact = u128::from(ticks) * u128::from(to);
    let rounded = (exact + u128::from(from) / 2) / u128::from(from);
    u64::try_from(rounded).unwrap_or(u64::MAX)
}

fn encoded(moov: &Moov) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    put(moov, &mut bytes)?;
    Ok(bytes)
}

fn put(atom: &impl Encode, out: &mut Vec<u8>) -> Result<()> {
    atom.encode(out).map_err(|error| Error::internal("writing mp4 boxes failed").caused_by(error))
}
