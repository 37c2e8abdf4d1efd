//! Bits of H.264: a reader, a writer and Exp-Golomb codes (clause 9.1).
//!
//! What a raw payload is wrapped in is known to [`super::nal`], what its numbers mean to
//! [`super::h264`].

use crate::error::{Error, Result};

/// Reads bits, the most significant first.
#[derive(Clone, Debug)]
pub struct BitReader<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    /// Reads `data` from its first bit.
    #[must_use]
    pub const fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0 }
    }

    /// How many bits were read.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.at
    }

    /// How many bits are left.
    #[must_use]
    pub const fn left(&self) -> usize {
        self.data.len() * 8 - self.at
    }

    /// Reads `count` bits, 0 to 32: `u(n)`.
    ///
    /// # Errors
    /// If the data ends before.
    pub fn bits(&mut self, count: u32) -> Result<u32> {
        if self.left() < count as usize {
            return Err(Error::internal(format!(
                "h.264 data of {} bytes ends within a field of {count} bits",
                self.data.len()
            )));
        }
        let mut value = 0u64;
        for _ in 0..count {
            let bit = self.data[self.at / 8] >> (7 - self.at % 8) & 1;
            value = value << 1 | u64::from(bit);
            self.at += 1;
        }
        Ok(u32::try_from(value).expect("at most 32 bits were read"))
    }

    /// Reads one bit.
    ///
    /// # Errors
    /// If the data ended.
    pub fn flag(&mut self) -> Result<bool> {
        Ok(self.bits(1)? == 1)
    }

    /// Reads an unsigned Exp-Golomb code: `ue(v)`, clause 9.1.
    ///
    /// # Errors
    /// If the data ends before, or the code is longer than any legal one.
    pub fn ue(&mut self) -> Result<u32> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
            if zeros > 31 {
                return Err(Error::internal("h.264 exp-golomb code has over 31 leading zeros"));
            }
        }
        Ok((1u32 << zeros) - 1 + self.bits(zeros)?)
    }

    /// Reads a signed Exp-Golomb code: `se(v)`, clause 9.1.1.
    ///
    /// # Errors
    /// As [`Self::ue`].
    pub fn se(&mut self) -> Result<i64> {
        let code = i64::from(self.ue()?);
        Ok(if code % 2 == 1 { (code + 1) / 2 } else { -(code / 2) })
    }
}

/// Writes bits, the most significant first.
#[derive(Clone, Debug, Default)]
pub struct BitWriter {
    bytes: Vec<u8>,
    /// Bits used in the last byte, 0 to 7; 0 says that it is full.
    used: u32,
}

impl BitWriter {
    /// Writes the low `count` bits of `value`, 0 to 32.
    pub fn bits(&mut self, value: u32, count: u32) {
        for shift in (0..count).rev() {
            if self.used == 0 {
                self.bytes.push(0);
            }
            let last = self.bytes.last_mut().expect("a byte was pushed when none was open");
            let bit = u8::try_from(value >> shift & 1).expect("one bit fits a byte");
            *last |= bit << (7 - self.used);
            self.used = (self.used + 1) % 8;
        }
    }

    /// Writes one bit.
    pub fn flag(&mut self, value: bool) {
        self.bits(u32::from(value), 1);
    }

    /// Writes an unsigned Exp-Golomb code; `value` below 2^32 - 1.
    pub fn ue(&mut self, value: u32) {
        let code = u64::from(value) + 1;
        let length = 64 - code.leading_zeros();
        self.bits(0, length - 1);
        // The code has one bit more than the zeros before it, so at most 32.
        self.bits(u32::try_from(code).expect("value is below 2^32 - 1"), length);
    }

    /// Writes a signed Exp-Golomb code.
    pub fn se(&mut self, value: i32) {
        let size = value.unsigned_abs();
        self.ue(if value > 0 { size * 2 - 1 } else { size * 2 });
    }

    /// Copies all bits that `from` has left.
    pub fn rest(&mut self, from: &mut BitReader<'_>) {
        while from.left() > 0 {
            let count = from.left().min(32);
            let count = u32::try_from(count).expect("32 at most");
            let value = from.bits(count).expect("that many bits are left");
            self.bits(value, count);
        }
    }

    /// Ends a raw payload: a one, then zeros to the byte's end (clause 7.3.2.11).
    #[must_use]
    pub fn with_trailing_bits(mut self) -> Vec<u8> {
        self.flag(true);
        self.bytes
    }

    /// The bytes; a byte that is not full ends in zeros.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Overwrites `count` bits at bit `at`; a field of fixed length moves nothing behind it.
///
/// # Panics
/// If the field does not lie within `data`.
pub fn overwrite(data: &mut [u8], at: usize, value: u32, count: u32) {
    for index in 0..count {
        let position = at + index as usize;
        let mask = 0x80u8 >> (position % 8);
        if value >> (count - 1 - index) & 1 == 1 {
            data[position / 8] |= mask;
        } else {
            data[position / 8] &= !mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_that_is_written_is_read_back() {
        let mut writer = BitWriter::default();
        let values = [0, 1, 2, 3, 7, 8, 254, 8160, 32400, u32::MAX - 2];
        for value in values {
            writer.ue(value);
        }
        for value in [0, 1, -1, 2, -2, 26, -26] {
            writer.se(value);
        }
        writer.bits(0x5a5, 11);
        let bytes = writer.with_trailing_bits();
        let mut reader = BitReader::new(&bytes);
        for value in values {
            assert_eq!(reader.ue().unwrap(), value);
        }
        for value in [0, 1, -1, 2, -2, 26, -26] {
            assert_eq!(reader.se().unwrap(), value);
        }
        assert_eq!(reader.bits(11).unwrap(), 0x5a5);
        assert!(reader.flag().unwrap());
    }

    #[test]
    fn a_field_is_overwritten_without_moving_its_neighbours() {
        let mut data = [0xff, 0x00, 0xff];
        overwrite(&mut data, 6, 0x5a, 8);
        assert_eq!(data, [0xfd, 0b0110_1000, 0xff]);
    }

    #[test]
    fn data_that_ends_early_is_an_error() {
        assert!(BitReader::new(&[0]).ue().is_err());
        assert!(BitReader::new(&[0; 8]).ue().is_err());
        assert!(BitReader::new(&[1]).bits(9).is_err());
    }
}
