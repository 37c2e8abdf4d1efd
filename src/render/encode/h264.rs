//! The H.264 headers that matter here: parameter sets and the front of a slice header.
//!
//! Clauses are those of ITU-T H.264. Only what our streams can be is understood: frames (no
//! fields), one slice group, 4:2:0. Numbering pictures in sequence is left to
//! [`super::sequence`], and all sample data to the encoder.

use super::{
    bits::{BitReader, BitWriter, overwrite},
    nal::{NAL_IDR, escape, nal_type, unescape},
};
use crate::error::{Error, Result};

/// What a sequence parameter set says (clause 7.3.2.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sps {
    /// Bits of `frame_num`, 4 to 16.
    pub frame_num_bits: u32,
    /// Bits of `pic_order_cnt_lsb` with order type 0; `None` with type 2, where the order
    /// follows from `frame_num`.
    pub order_bits: Option<u32>,
    /// Width in macroblocks.
    pub width_mbs: u32,
    /// Height in macroblocks.
    pub height_mbs: u32,
    /// Pictures a decoder keeps to refer to.
    pub references: u32,
}

impl Sps {
    /// Reads the set out of its NAL unit.
    ///
    /// # Errors
    /// If it ends early, or uses what our streams never use.
    pub fn parse(nal: &[u8]) -> Result<Self> {
        let raw = unescape(nal);
        let mut r = BitReader::new(&raw);
        r.bits(8)?; // NAL header
        let profile = r.bits(8)?;
        r.bits(16)?; // constraint flags, level
        r.ue()?; // seq_parameter_set_id
        if [100, 110, 122, 244, 44, 83, 86, 118, 128].contains(&profile) {
            let chroma = r.ue()?;
            if chroma != 1 {
                return Err(unsupported("chroma_format_idc", chroma));
            }
            r.ue()?; // bit depths
            r.ue()?;
            r.flag()?; // qpprime_y_zero_transform_bypass_flag
            if r.flag()? {
                return Err(unsupported("seq_scaling_matrix_present_flag", 1));
            }
        }
        let frame_num_bits = r.ue()? + 4;
        let order_bits = match r.ue()? {
            0 => Some(r.ue()? + 4),
            2 => None,
            other => return Err(unsupported("pic_order_cnt_type", other)),
        };
        let references = r.ue()?;
        r.flag()?; // gaps_in_frame_num_value_allowed_flag
        let width_mbs = r.ue()? + 1;
        let height_mbs = r.ue()? + 1;
        if !r.flag()? {
            return Err(unsupported("frame_mbs_only_flag", 0));
        }
        if frame_num_bits > 16 || order_bits.is_some_and(|bits| bits > 16) {
            return Err(unsupported("log2_max_frame_num", frame_num_bits));
        }
        Ok(Self { frame_num_bits, order_bits, width_mbs, height_mbs, references })
    }
}

/// What a picture parameter set says (clause 7.3.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pps {
    /// Its own id.
    pub id: u32,
    /// The id of its sequence parameter set.
    pub sps_id: u32,
    /// Entropy coding: CABAC if true, CAVLC if not.
    pub cabac: bool,
    /// Whether P slices carry more than the least: a second order number, weights, or a count of
    /// redundant pictures.
    pub extras: bool,
    /// Whether slices may switch the deblocking filter.
    pub deblocking_control: bool,
}

impl Pps {
    /// Reads the set out of its NAL unit.
    ///
    /// # Errors
    /// If it ends early, or has several slice groups.
    pub fn parse(nal: &[u8]) -> Result<Self> {
        let raw = unescape(nal);
        let mut r = BitReader::new(&raw);
        r.bits(8)?;
        let (id, sps_id) = (r.ue()?, r.ue()?);
        let (cabac, order_present) = (r.flag()?, r.flag()?);
        let groups = r.ue()?;
        if groups != 0 {
            return Err(unsupported("num_slice_groups_minus1", groups));
        }
        r.ue()?; // references in list 0 when a slice does not say
        r.ue()?; // and in list 1
        let weighted = r.flag()?;
        r.bits(2)?; // weighted_bipred_idc
        r.se()?; // pic_init_qp
        r.se()?; // pic_init_qs
        r.se()?; // chroma_qp_index_offset
        let deblocking_control = r.flag()?;
        r.flag()?; // constrained_intra_pred_flag
        let redundant = r.flag()?;
        let extras = order_present || weighted || redundant;
        Ok(Self { id, sps_id, cabac, extras, deblocking_control })
    }

    /// A plain set (CAVLC, one reference, no weights) with this id, as a whole NAL unit.
    #[must_use]
    pub fn plain(id: u32, sps_id: u32) -> (Self, Vec<u8>) {
        let mut w = BitWriter::default();
        w.bits(0x68, 8); // nal_ref_idc 3, type 8
        w.ue(id);
        w.ue(sps_id);
        w.bits(0b00, 2); // CAVLC, no second order number
        w.ue(0); // one slice group
        w.ue(0); // one reference in list 0
        w.ue(0);
        w.bits(0b000, 3); // no weights
        w.se(0); // quantisers: a skipped macroblock has no residual to scale
        w.se(0);
        w.se(0);
        w.bits(0b100, 3); // slices switch deblocking; intra free; nothing redundant
        let pps = Self { id, sps_id, cabac: false, extras: false, deblocking_control: true };
        (pps, escape(&w.with_trailing_bits()))
    }
}

/// The numbers at the front of a slice header (clause 7.3.3), with the bits they lie at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SliceFront {
    /// `frame_num`.
    pub frame_num: u32,
    /// `idr_pic_id` of an IDR picture.
    pub idr_id: Option<u32>,
    /// `pic_order_cnt_lsb` with order type 0.
    pub order: Option<u32>,
    frame_num_at: usize,
    idr_id_at: usize,
    order_at: usize,
}

impl SliceFront {
    /// Reads the front of a slice from its raw payload (emulation prevention removed).
    ///
    /// # Errors
    /// If it ends early.
    pub fn parse(raw: &[u8], sps: &Sps) -> Result<Self> {
        let mut r = BitReader::new(raw);
        r.bits(8)?;
        r.ue()?; // first_mb_in_slice
        r.ue()?; // slice_type
        r.ue()?; // pic_parameter_set_id
        let frame_num_at = r.position();
        let frame_num = r.bits(sps.frame_num_bits)?;
        let idr_id_at = r.position();
        let idr_id = if nal_type(raw) == NAL_IDR { Some(r.ue()?) } else { None };
        let order_at = r.position();
        let order = sps.order_bits.map(|bits| r.bits(bits)).transpose()?;
        Ok(Self { frame_num, idr_id, order, frame_num_at, idr_id_at, order_at })
    }
}

/// Gives a slice other numbers. Both fields have a fixed length, so no bit behind them moves;
/// only emulation prevention is made anew.
///
/// # Errors
/// If the slice header ends early.
pub fn renumber(nal: &[u8], sps: &Sps, frame_num: u32, order: Option<u32>) -> Result<Vec<u8>> {
    let mut raw = unescape(nal);
    let front = SliceFront::parse(&raw, sps)?;
    overwrite(&mut raw, front.frame_num_at, frame_num, sps.frame_num_bits);
    if let (Some(bits), Some(order)) = (sps.order_bits, order) {
        overwrite(&mut raw, front.order_at, order, bits);
    }
    Ok(escape(&raw))
}

/// Gives a slice of an IDR picture another `idr_pic_id` (clause 7.4.3). Its code has no fixed
/// length, so everything behind it moves by some bits; that is legal for CAVLC only, as CABAC
/// data starts on a byte.
///
/// # Errors
/// If the slice is no IDR slice, or is coded with CABAC.
pub fn with_idr_id(nal: &[u8], sps: &Sps, pps: &Pps, id: u32) -> Result<Vec<u8>> {
    let raw = unescape(nal);
    let front = SliceFront::parse(&raw, sps)?;
    if front.idr_id.is_none() || pps.cabac {
        return Err(Error::internal("only an idr slice coded with cavlc can get another id"));
    }
    let mut end = raw.len();
    while end > 0 && raw[end - 1] == 0 {
        end -= 1;
    }
    let last = *raw[..end].last().ok_or_else(|| Error::internal("slice without stop bit"))?;
    let stop = end * 8 - 1 - last.trailing_zeros() as usize;
    let mut reader = BitReader::new(&raw[..end]);
    let mut writer = BitWriter::default();
    copy(&mut reader, &mut writer, front.idr_id_at)?;
    reader.ue()?;
    writer.ue(id);
    let left = stop - reader.position();
    copy(&mut reader, &mut writer, left)?;
    Ok(escape(&writer.with_trailing_bits()))
}

fn copy(from: &mut BitReader<'_>, to: &mut BitWriter, mut bits: usize) -> Result<()> {
    while bits > 0 {
        let count = u32::try_from(bits.min(32)).expect("32 at most");
        to.bits(from.bits(count)?, count);
        bits -= count as usize;
    }
    Ok(())
}

fn unsupported(name: &str, value: u32) -> Error {
    Error::internal(format!("h.264 stream has {name} {value}, which is not handled"))
        .hint("use the ffmpeg encoder for this video")
}
