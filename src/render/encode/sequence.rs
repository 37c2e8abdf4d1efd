//! Numbers the pictures of one segment and puts repeated pictures between encoded ones.
//!
//! An encoder that never saw the repeats counts its own pictures only; here every picture gets
//! the number it has in the stream that is written. Encoding is left to [`super::openh264`].
//!
//! A repeat is a P slice in which every macroblock is skipped. Without neighbours, or with
//! neighbours that do not move, the inferred vector of a skipped macroblock is zero (H.264
//! clause 8.4.1.1), its residual is zero, and between such blocks the deblocking strength is 0
//! (clause 8.7.2.1): the picture is an exact copy of reference 0, the picture before it.

use super::{
    AccessUnit,
    bits::BitWriter,
    h264::{Pps, SliceFront, Sps, renumber},
    nal::{NAL_IDR, append_nal, escape, is_reference, nal_type, unescape},
};
use crate::error::{Error, Result};

/// Where the stream is: what the next picture's numbers are.
#[derive(Clone, Debug)]
pub struct Sequence {
    sps: Sps,
    skip_pps: Pps,
    extra_pps: Option<Vec<u8>>,
    /// `frame_num` of the last reference picture; `None` before the first IDR.
    last: Option<u32>,
    /// `pic_order_cnt_lsb` of the last picture, with order type 0.
    last_order: u32,
    /// What the repeats since the IDR add to the encoder's own order numbers.
    order_added: u32,
}

impl Sequence {
    /// Starts a segment whose pictures use these two parameter sets (whole NAL units).
    ///
    /// # Errors
    /// If a set cannot be read, or allows more than one reference picture.
    pub fn new(sps: &[u8], pps: &[u8]) -> Result<Self> {
        let sps = Sps::parse(sps)?;
        let pps = Pps::parse(pps)?;
        if sps.references > 1 {
            // A repeat pushes older pictures out of reach of an encoder that may still use them.
            return Err(Error::internal(format!(
                "a stream with {} reference pictures cannot take repeats",
                sps.references
            )));
        }
        // A slice of skips is written with CAVLC and the shortest header. If the encoder's own
        // set asks for more, repeats get a set of their own; pictures may mix them freely.
        let (skip_pps, extra_pps) = if pps.cabac || pps.extras {
            let (own, nal) = Pps::plain(pps.id + 1, pps.sps_id);
            (own, Some(nal))
        } else {
            (pps, None)
        };
        Ok(Self { sps, skip_pps, extra_pps, last: None, last_order: 0, order_added: 0 })
    }

    /// The second picture parameter set that repeats need in this stream, if they need one.
    #[must_use]
    pub fn extra_pps(&self) -> Option<&[u8]> {
        self.extra_pps.as_deref()
    }

    /// Takes the slices of one encoded picture and gives them their numbers.
    ///
    /// # Errors
    /// If there is no slice, a header cannot be read, or the first picture is no IDR.
    pub fn picture(&mut self, slices: &[&[u8]]) -> Result<AccessUnit> {
        let first =
            slices.first().ok_or_else(|| Error::internal("the encoder gave a picture no slice"))?;
        let key = nal_type(first) == NAL_IDR;
        let number = match self.last {
            _ if key => 0,
            Some(last) => self.after(last),
            None => return Err(Error::internal("the first picture of a segment is no idr")),
        };
        if key {
            self.order_added = 0;
        }
        let mut data = Vec::with_capacity(slices.iter().map(|s| s.len() + 8).sum());
        for slice in slices {
            // The front of a slice header lies within its first bytes.
            let front = SliceFront::parse(&unescape(&slice[..slice.len().min(48)]), &self.sps)?;
            let order = front.order.map(|order| self.order(order, self.order_added));
            if front.frame_num == number && front.order == order {
                append_nal(&mut data, slice);
            } else {
                append_nal(&mut data, &renumber(slice, &self.sps, number, order)?);
            }
            self.last_order = order.unwrap_or(0);
        }
        if is_reference(first) {
            self.last = Some(number);
        }
        Ok(AccessUnit { data, key })
    }

    /// A picture that repeats the one before it.
    ///
    /// # Errors
    /// If there is none before it.
    pub fn repeat(&mut self) -> Result<AccessUnit> {
        let last = self
            .last
            .ok_or_else(|| Error::internal("a segment cannot begin with a repeated picture"))?;
        let number = self.after(last);
        self.last = Some(number);
        // Two order numbers per frame: one for each of its fields (clause 8.2.1).
        self.last_order = self.order(self.last_order, 2);
        self.order_added = self.order(self.order_added, 2);
        let mut data = Vec::with_capacity(24);
        append_nal(&mut data, &self.skipped(number));
        Ok(AccessUnit { data, key: false })
    }

    /// Slice header and data in which everything is skipped (clauses 7.3.3, 7.3.4).
    fn skipped(&self, number: u32) -> Vec<u8> {
        let mut w = BitWriter::default();
        w.bits(0x41, 8); // a reference, slice of a non-IDR picture
        w.ue(0); // first macroblock
        w.ue(5); // P, as is every slice of this picture
        w.ue(self.skip_pps.id);
        w.bits(number, self.sps.frame_num_bits);
        if let Some(bits) = self.sps.order_bits {
            w.bits(self.last_order, bits);
        }
        w.flag(false); // as many references as the set says, and that is one
        w.flag(false); // list 0 as it is: newest picture first (clause 8.2.4.2.1)
        w.flag(false); // the oldest reference slides out of the window (clause 8.2.5.3)
        w.se(0); // quantiser as in the set
        if self.skip_pps.deblocking_control {
            w.ue(1); // no deblocking: it would do nothing, and so decoders need not look
        }
        w.ue(self.sps.width_mbs * self.sps.height_mbs); // mb_skip_run
        escape(&w.with_trailing_bits())
    }

    /// The number after `number` (clause 7.4.3, `frame_num`).
    fn after(&self, number: u32) -> u32 {
        (number + 1) & ((1 << self.sps.frame_num_bits) - 1)
    }

    fn order(&self, order: u32, add: u32) -> u32 {
        self.sps.order_bits.map_or(0, |bits| (order + add) & ((1 << bits) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::encode::nal::nals;

    /// A set of a 1080x1920 High stream: order type 0, five bits of `frame_num`, six of order.
    fn sets(cabac: bool) -> (Vec<u8>, Vec<u8>) {
        let mut w = BitWriter::default();
        w.bits(0x67, 8);
        w.bits(0x0064_0028, 32 - 8);
        w.ue(0);
        w.ue(1);
        w.ue(0);
        w.ue(0);
        w.bits(0, 2);
        w.ue(1); // frame_num_bits 5
        w.ue(0);
        w.ue(2); // order_bits 6
        w.ue(1);
        w.flag(false);
        w.ue(67);
        w.ue(119);
        w.flag(true);
        let sps = escape(&w.with_trailing_bits());
        let (_, mut pps) = Pps::plain(0, 0);
        if cabac {
            // Header, then id and sps id as one bit each, then the entropy flag.
            pps[1] |= 0b0010_0000;
        }
        (sps, pps)
    }

    fn coded(kind: u8, number: u32, order: u32) -> Vec<u8> {
        let mut w = BitWriter::default();
        w.bits(u32::from(0x60 | kind), 8);
        w.ue(0);
        w.ue(if kind == NAL_IDR { 7 } else { 5 });
        w.ue(0);
        w.bits(number, 5);
        if kind == NAL_IDR {
            w.ue(3);
        }
        w.bits(order, 6);
        w.bits(0xdead_beef, 32);
        escape(&w.with_trailing_bits())
    }

    fn front(unit: &AccessUnit, sps: &Sps) -> (u32, Option<u32>) {
        let nal = nals(&unit.data).next().unwrap();
        let front = SliceFront::parse(&unescape(nal), sps).unwrap();
        (front.frame_num, front.order)
    }

    #[test]
    fn pictures_after_repeats_count_on_and_wrap() {
        let (sps, pps) = sets(false);
        let mut sequence = Sequence::new(&sps, &pps).unwrap();
        let sps = Sps::parse(&sps).unwrap();
        let key = sequence.picture(&[&coded(NAL_IDR, 0, 0)]).unwrap();
        assert!(key.key);
        assert_eq!(front(&key, &sps), (0, Some(0)));
        for n in 1..=40u32 {
            let unit = sequence.repeat().unwrap();
            assert_eq!(front(&unit, &sps), (n % 32, Some(2 * n % 64)));
        }
        let next = sequence.picture(&[&coded(1, 1, 2)]).unwrap();
        assert_eq!(front(&next, &sps), (41 % 32, Some(82 % 64)));
        let key = sequence.picture(&[&coded(NAL_IDR, 0, 0)]).unwrap();
        assert_eq!(front(&key, &sps), (0, Some(0)));
        assert_eq!(front(&sequence.repeat().unwrap(), &sps), (1, Some(2)));
    }

    #[test]
    fn a_cabac_stream_gets_a_second_parameter_set_for_its_repeats() {
        let (sps, pps) = sets(true);
        assert!(Pps::parse(&pps).unwrap().cabac);
        let sequence = Sequence::new(&sps, &pps).unwrap();
        let own = Pps::parse(sequence.extra_pps().unwrap()).unwrap();
        assert_eq!((own.id, own.cabac), (1, false));
        let (sps, pps) = sets(false);
        assert_eq!(Sequence::new(&sps, &pps).unwrap().extra_pps(), None);
    }

    #[test]
    fn a_segment_cannot_begin_with_a_repeat_or_a_p_picture() {
        let (sps, pps) = sets(false);
        let mut sequence = Sequence::new(&sps, &pps).unwrap();
        assert!(sequence.repeat().is_err());
        assert!(sequence.picture(&[&coded(1, 1, 2)]).is_err());
    }

    #[test]
    fn an_idr_id_of_another_length_moves_the_rest_without_loss() {
        let (sps, pps) = sets(false);
        let (sps, pps) = (Sps::parse(&sps).unwrap(), Pps::parse(&pps).unwrap());
        let nal = coded(NAL_IDR, 0, 6);
        for id in [0, 1, 2, 700, 65535] {
            let other = crate::render::encode::h264::with_idr_id(&nal, &sps, &pps, id).unwrap();
            let front = SliceFront::parse(&unescape(&other), &sps).unwrap();
            assert_eq!((front.idr_id, front.order), (Some(id), Some(6)));
            let back = crate::render::encode::h264::with_idr_id(&other, &sps, &pps, 3).unwrap();
            assert_eq!(back, nal);
        }
    }
}
