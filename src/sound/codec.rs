//! Turns one packet into planes of samples, by whichever decoder can.
//!
//! `symphonia` does nearly everything. What it refuses of AAC (the high-efficiency profiles and
//! more than two channels, both common in videos) is done by `syom`, which also is our encoder,
//! Opus by `opus-rs`.
//! Walking through a file and judging its damage is left to [`super::decode`].

use std::fmt::Display;

use symphonia::core::{
    audio::{Channels, Position},
    codecs::audio::{
        AudioCodecParameters, AudioDecoder, AudioDecoderOptions,
        well_known::{CODEC_ID_AAC, CODEC_ID_OPUS, CODEC_ID_VORBIS},
    },
    packet::Packet,
};
use syom::{Channel, DecodeOptions};

use super::downmix::{self, Weights};

/// The samples of one packet; kept and reused from packet to packet.
#[derive(Default)]
pub(super) struct Block {
    pub rate: u32,
    pub planes: Vec<Vec<f32>>,
    /// One per plane when there are more than two, otherwise whatever was here before.
    pub weights: Vec<Weights>,
}

pub(super) enum Codec {
    Symphonia(Box<dyn AudioDecoder>),
    Syom { decoder: Box<syom::Decoder>, config: Box<[u8]> },
    Opus(Box<Opus>),
}

/// An Opus stream.
pub(super) struct Opus {
    decoder: opus_rs::OpusDecoder,
    channels: usize,
    skip: u16,
    buffer: Vec<f32>,
}

/// Opus is decoded at this rate, whatever the sound had before.
const OPUS_RATE: u32 = 48_000;
/// Frames of the longest packet: 120 ms (RFC 6716 3.2).
const OPUS_LONGEST: usize = 5760;

impl Opus {
    /// From the fields of `OpusHead` (RFC 7845 5.1); without one, as the container says.
    fn new(params: &AudioCodecParameters) -> Result<Self, Refusal> {
        let head = params.extra_data.as_deref().filter(|head| head.starts_with(b"OpusHead"));
        let field = |at: usize| head.and_then(|head| head.get(at)).copied();
        let said = params.channels.as_ref().map_or(2, Channels::count);
        let channels = field(9).map_or(said, usize::from);
        if channels > 2 || field(18).is_some_and(|family| family != 0) {
            return Err(Refusal(format!("opus with {channels} channels")));
        }
        let skip = u16::from_le_bytes([field(10).unwrap_or(0), field(11).unwrap_or(0)]);
        let decoder = opus_rs::OpusDecoder::new(OPUS_RATE as i32, channels)
            .map_err(|why| Refusal(why.to_owned()))?;
        let buffer = vec![0.0; OPUS_LONGEST * channels];
        Ok(Self { decoder, channels, skip, buffer })
    }

    fn decode(&mut self, data: &[u8], block: &mut Block) -> Result<(), String> {
        let frames = self.decoder.decode(data, OPUS_LONGEST, &mut self.buffer).map_err(text)?;
        block.rate = OPUS_RATE;
        block.planes.resize(self.channels, Vec::new());
        for (n, plane) in block.planes.iter_mut().enumerate() {
            plane.clear();
            let sound = &self.buffer[..frames * self.channels];
            plane.extend(sound[n..].iter().step_by(self.channels));
        }
        Ok(())
    }
}

/// Why there is no decoder.
pub(super) struct Refusal(pub String);

impl Codec {
    pub fn new(params: &AudioCodecParameters) -> Result<Self, Refusal> {
        if params.codec == CODEC_ID_OPUS {
            return Opus::new(params).map(|opus| Self::Opus(Box::new(opus)));
        }
        let many = params.channels.as_ref().is_some_and(|channels| channels.count() > 2);
        if many && params.codec == CODEC_ID_VORBIS {
            // symphonia 0.6.1 mixes up coupled channels there: 5 dB signal to noise on 5.1.
            return Err(Refusal("vorbis with more than 2 channels".to_owned()));
        }
        let options = AudioDecoderOptions::default();
        let refused = match symphonia::default::get_codecs().make_audio_decoder(params, &options) {
            Ok(decoder) => return Ok(Self::Symphonia(decoder)),
            Err(error) => Refusal(error.to_string()),
        };
        match &params.extra_data {
            Some(config) if params.codec == CODEC_ID_AAC => {
                match syom::Decoder::from_asc(config, DecodeOptions::unbounded()) {
                    Ok(decoder) => {
                        Ok(Self::Syom { decoder: Box::new(decoder), config: config.clone() })
                    }
                    Err(error) => Err(Refusal(error.to_string())),
                }
            }
            _ => Err(refused),
        }
    }

    /// Seconds of nothing that the codec puts before the sound, as its own header says.
    pub fn delay(&self) -> f64 {
        match self {
            Self::Opus(opus) => f64::from(opus.skip) / f64::from(OPUS_RATE),
            Self::Symphonia(_) | Self::Syom { .. } => 0.0,
        }
    }

    /// Decodes `packet` into `block`. After an error the next packet can be tried.
    pub fn decode(&mut self, packet: &Packet, block: &mut Block) -> Result<(), String> {
        match self {
            Self::Symphonia(decoder) => {
                let buffer = decoder.decode(packet).map_err(text)?;
                block.rate = buffer.spec().rate();
                buffer.copy_to_vecs_planar(&mut block.planes);
                if block.planes.len() > 2 {
                    block.weights = downmix::weights(buffer.spec().channels());
                }
                Ok(())
            }
            Self::Syom { decoder, config } => {
                block.planes.iter_mut().for_each(Vec::clear);
                let outcome = decoder.decode_au(&packet.data, |frame| {
                    block.rate = frame.sample_rate;
                    block.planes.resize(frame.planar.len(), Vec::new());
                    for (to, from) in block.planes.iter_mut().zip(frame.planar) {
                        to.extend_from_slice(from);
                    }
                    if frame.planar.len() > 2 {
                        block.weights = frame.meta.labels().flat_map(weight).collect();
                    }
                    Ok(())
                });
                if outcome.is_err() {
                    // An error ends this decoder's life; only a reset gives it a new one.
                    decoder.reset();
                    decoder.set_asc(config).map_err(text)?;
                }
                outcome.map_err(text)
            }
            Self::Opus(opus) => opus.decode(&packet.data, block),
        }
    }
}

fn text(error: impl Display) -> String {
    error.to_string()
}

/// The weights of one of `syom`'s channels, as a list of one.
fn weight(channel: Channel) -> Vec<Weights> {
    downmix::weights(&Channels::Positioned(match channel {
        Channel::FrontLeft => Position::FRONT_LEFT,
        Channel::FrontRight => Position::FRONT_RIGHT,
        Channel::Lfe => Position::LFE1,
        Channel::BackLeft => Position::REAR_LEFT,
        Channel::BackRight => Position::REAR_RIGHT,
        Channel::BackCenter => Position::REAR_CENTER,
        Channel::SideLeft => Position::SIDE_LEFT,
        Channel::SideRight => Position::SIDE_RIGHT,
        // A channel without a name is heard in the middle, as the centre is.
        _ => Position::FRONT_CENTER,
    }))
}

#[cfg(test)]
mod tests {
    use symphonia::core::units::{Duration, Timestamp};
    use syom::{EncodeOptions, Encoder};

    use super::*;

    #[test]
    fn high_efficiency_aac_is_decoded_at_its_full_rate() {
        let options = EncodeOptions::raw().with_bitrate_bps(48_000).with_he(true);
        let mut encoder = Encoder::new(48_000, 2, &options).unwrap();
        let plane = vec![0.25f32; 8 * 2048];
        let mut packets = Vec::new();
        encoder
            .feed(&[&plane, &plane], |frame| {
                packets.push(frame.payload.to_vec());
                Ok(())
            })
            .unwrap();
        let mut params = AudioCodecParameters::new();
        params.for_codec(CODEC_ID_AAC).with_extra_data(encoder.asc().into());
        let mut codec = Codec::new(&params).ok().expect("syom knows what it wrote");
        let mut block = Block::default();
        for data in packets {
            let packet = Packet::new(0, Timestamp::new(0), Duration::new(2048), data);
            codec.decode(&packet, &mut block).unwrap();
            assert_eq!((block.rate, block.planes.len(), block.planes[0].len()), (48_000, 2, 2048));
        }
    }

    #[test]
    fn a_broken_aac_packet_does_not_end_the_decoder() {
        let options = EncodeOptions::raw().with_bitrate_bps(48_000).with_he(true);
        let encoder = Encoder::new(48_000, 1, &options).unwrap();
        let mut params = AudioCodecParameters::new();
        params.for_codec(CODEC_ID_AAC).with_extra_data(encoder.asc().into());
        let mut codec = Codec::new(&params).ok().expect("syom knows what it wrote");
        for _ in 0..3 {
            let packet = Packet::new(0, Timestamp::new(0), Duration::new(2048), vec![0x00]);
            let error = codec.decode(&packet, &mut Block::default()).unwrap_err();
            assert!(!error.contains("finished") && !error.contains("failed"), "{error}");
        }
    }
}
