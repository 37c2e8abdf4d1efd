//! NAL units: their types, emulation prevention, and how an MP4 sample strings them together.
//!
//! The bits inside are left to [`super::bits`], their meaning to [`super::h264`].

/// A slice of a picture that is no IDR (table 7-1).
pub const NAL_SLICE: u8 = 1;
/// A slice of an IDR picture.
pub const NAL_IDR: u8 = 5;
/// A sequence parameter set.
pub const NAL_SPS: u8 = 7;
/// A picture parameter set.
pub const NAL_PPS: u8 = 8;

/// The type of a NAL unit; 0, which is unspecified, for an empty one.
#[must_use]
pub fn nal_type(nal: &[u8]) -> u8 {
    nal.first().map_or(0, |byte| byte & 0x1f)
}

/// Whether other pictures may refer to this one (`nal_ref_idc`, clause 7.4.1).
#[must_use]
pub fn is_reference(nal: &[u8]) -> bool {
    nal.first().is_some_and(|byte| byte & 0x60 != 0)
}

/// Removes emulation prevention: NAL unit to raw payload, clause 7.4.1.
#[must_use]
pub fn unescape(nal: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(nal.len());
    let mut zeros = 0;
    for &byte in nal {
        if zeros >= 2 && byte == 3 {
            zeros = 0;
            continue;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        out.push(byte);
    }
    out
}

/// Adds emulation prevention, so that no start code appears inside: raw payload to NAL unit.
#[must_use]
pub fn escape(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 64 + 4);
    let mut zeros = 0;
    for &byte in raw {
        if zeros == 2 && byte <= 3 {
            out.push(3);
            zeros = 0;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        out.push(byte);
    }
    out
}

/// The NAL units of an access unit with four-byte lengths; a broken tail ends the walk.
pub fn nals(unit: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = unit;
    std::iter::from_fn(move || {
        let (length, tail) = rest.split_first_chunk::<4>()?;
        let (nal, after) = tail.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        rest = after;
        Some(nal)
    })
}

/// Appends one NAL unit behind its length.
///
/// # Panics
/// If it is longer than 4 GiB, which no coded picture is.
pub fn append_nal(unit: &mut Vec<u8>, nal: &[u8]) {
    let length = u32::try_from(nal.len()).expect("a coded picture is below 4 GiB");
    unit.extend_from_slice(&length.to_be_bytes());
    unit.extend_from_slice(nal);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_codes_inside_a_payload_are_prevented_and_restored() {
        for raw in [
            &[0u8, 0, 0, 0, 0, 1][..],
            &[0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4],
            &[9, 0, 0, 3],
            &[0, 0, 0],
            &[1, 2, 3],
        ] {
            let nal = escape(raw);
            assert!(!nal.windows(3).any(|w| w[0] == 0 && w[1] == 0 && w[2] < 3));
            assert_eq!(unescape(&nal), raw);
        }
    }

    #[test]
    fn units_behind_lengths_are_walked_and_a_broken_tail_ends_the_walk() {
        let mut unit = Vec::new();
        append_nal(&mut unit, &[0x67, 1]);
        append_nal(&mut unit, &[0x65]);
        unit.extend_from_slice(&[0, 0, 0, 9, 1]);
        let found: Vec<_> = nals(&unit).collect();
        assert_eq!(found, [&[0x67, 1][..], &[0x65]]);
        assert!(is_reference(found[0]) && nal_type(found[0]) == NAL_SPS);
        assert_eq!(nal_type(&[]), 0);
    }
}
