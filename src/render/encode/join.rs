//! Makes one legal stream of segments that were encoded apart.
//!
//! Two things must hold where segments meet: the parameter sets are the same, and successive
//! IDR pictures have different ids, so that a decoder sees where one ends and the next begins
//! (H.264 clauses 7.4.1.2.4 and 7.4.3). Writing the file is left to [`super::mp4`].

use super::{
    Segment,
    h264::{Pps, SliceFront, Sps, with_idr_id},
    nal::{NAL_IDR, append_nal, nal_type, nals, unescape},
};
use crate::error::{Error, Result};

/// Takes segments in order and keeps what the next must agree with.
#[derive(Debug, Default)]
pub struct Joiner {
    sets: Option<Sets>,
    last_id: Option<u32>,
}

#[derive(Debug)]
struct Sets {
    sps_nal: Vec<u8>,
    pps_nals: Vec<Vec<u8>>,
    sps: Sps,
    pps: Pps,
}

impl Joiner {
    /// A joiner that has seen no segment.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The parameter sets of all segments so far: SPS and PPS NAL units.
    #[must_use]
    pub fn sets(&self) -> Option<(&[u8], &[Vec<u8>])> {
        self.sets.as_ref().map(|sets| (sets.sps_nal.as_slice(), sets.pps_nals.as_slice()))
    }

    /// Makes `segment` fit behind those before it; changes nothing but ids of IDR pictures.
    ///
    /// # Errors
    /// If its parameter sets differ from those before, or it does not begin with an IDR.
    pub fn join(&mut self, segment: &mut Segment) -> Result<()> {
        if !segment.units.first().is_some_and(|unit| unit.key) {
            return Err(Error::internal("a segment does not begin with a key picture"));
        }
        if self.sets.is_none() {
            let pps = segment.pps.first().ok_or_else(|| Error::internal("segment without pps"))?;
            self.sets = Some(Sets {
                sps_nal: segment.sps.clone(),
                pps_nals: segment.pps.clone(),
                sps: Sps::parse(&segment.sps)?,
                pps: Pps::parse(pps)?,
            });
        }
        let sets = self.sets.as_ref().expect("it was set above");
        if sets.sps_nal != segment.sps || sets.pps_nals != segment.pps {
            return Err(Error::internal("segments of one video have different parameter sets")
                .hint("encode all segments with the same size, frame rate and quality"));
        }
        let keys: Vec<usize> = (0..segment.units.len()).filter(|&i| segment.units[i].key).collect();
        let ids = keys
            .iter()
            .map(|&index| idr_id(&segment.units[index].data, &sets.sps))
            .collect::<Result<Vec<_>>>()?;
        for (at, &index) in keys.iter().enumerate() {
            let mut id = ids[at];
            if self.last_id == Some(id) {
                // Unlike the one before and the one behind, so that nothing ripples on.
                let taken = [self.last_id, ids.get(at + 1).copied()];
                id = (0..3).find(|id| !taken.contains(&Some(*id))).expect("two of three at most");
                let unit = &mut segment.units[index];
                let mut data = Vec::with_capacity(unit.data.len() + 8);
                for nal in nals(&unit.data) {
                    if nal_type(nal) == NAL_IDR {
                        append_nal(&mut data, &with_idr_id(nal, &sets.sps, &sets.pps, id)?);
                    } else {
                        append_nal(&mut data, nal);
                    }
                }
                unit.data = data;
            }
            self.last_id = Some(id);
        }
        Ok(())
    }
}

/// The id of the IDR picture in an access unit.
fn idr_id(unit: &[u8], sps: &Sps) -> Result<u32> {
    nals(unit)
        .find(|nal| nal_type(nal) == NAL_IDR)
        .map(|nal| SliceFront::parse(&unescape(&nal[..nal.len().min(48)]), sps))
        .transpose()?
        .and_then(|front| front.idr_id)
        .ok_or_else(|| Error::internal("a key picture holds no idr slice"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::encode::{
        Quality,
        openh264::SegmentEncoder,
        testing::{card, decode},
    };

    fn segment(from: u32, keys: bool) -> Segment {
        let mut encoder = SegmentEncoder::new(64, 48, 30.0, Quality::Production).unwrap();
        encoder.push(&card(64, 48, from)).unwrap();
        if keys {
            encoder.push_key(&card(64, 48, from + 1)).unwrap();
            encoder.push_key(&card(64, 48, from + 2)).unwrap();
        }
        encoder.finish().unwrap()
    }

    #[test]
    fn successive_idr_pictures_never_share_an_id_and_decode_the_same() {
        let mut joiner = Joiner::new();
        let mut ids = Vec::new();
        let mut stream = Vec::new();
        let mut apart = Vec::new();
        for part in 0..6 {
            let mut segment = segment(part * 10, part % 2 == 1);
            apart.extend(decode(&segment.to_annex_b()));
            joiner.join(&mut segment).unwrap();
            let sps = Sps::parse(&segment.sps).unwrap();
            ids.extend(segment.units.iter().map(|unit| idr_id(&unit.data, &sps).unwrap()));
            stream.extend(segment.to_annex_b());
        }
        assert_eq!(ids.len(), 12);
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
        assert!(decode(&stream) == apart);
    }

    #[test]
    fn a_segment_of_another_size_is_refused() {
        let mut joiner = Joiner::new();
        joiner.join(&mut segment(0, false)).unwrap();
        let mut other = SegmentEncoder::new(80, 48, 30.0, Quality::Production).unwrap();
        other.push(&card(80, 48, 0)).unwrap();
        assert!(joiner.join(&mut other.finish().unwrap()).is_err());
    }
}
