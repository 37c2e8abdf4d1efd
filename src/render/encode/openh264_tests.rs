//! Proof that pushing distinct pictures and repeating the rest gives the stream it should.
//!
//! The judge is OpenH264's own decoder; FFmpeg judged the same streams by hand.

use super::*;
use crate::render::encode::testing::{card, decode, psnr};

fn encoder(width: u32, height: u32) -> SegmentEncoder {
    SegmentEncoder::new(width, height, 30.0, Quality::Production).unwrap()
}

#[test]
fn repeated_pictures_decode_to_the_same_bytes_as_the_one_before() {
    let mut video = encoder(270, 480);
    let mut distinct = Vec::new();
    for step in 0..9 {
        distinct.push(distinct.len() * 3);
        video.push(&card(270, 480, step)).unwrap();
        video.repeat(2).unwrap();
    }
    let frames = decode(&video.finish().unwrap().to_annex_b());
    assert_eq!(frames.len(), 27);
    for (index, frame) in frames.iter().enumerate() {
        let before = index / 3 * 3;
        assert!(*frame == frames[before], "frame {index} is no copy of frame {before}");
    }
    assert!(frames[0] != frames[3]);
}

#[test]
fn repeats_do_not_change_what_later_pictures_decode_to() {
    let (mut bare, mut held) = (encoder(96, 80), encoder(96, 80));
    for step in 0..12 {
        let picture = card(96, 80, step);
        if step == 7 {
            bare.push_key(&picture).unwrap();
            held.push_key(&picture).unwrap();
        } else {
            bare.push(&picture).unwrap();
            held.push(&picture).unwrap();
        }
        held.repeat(u64::from(step % 5)).unwrap();
    }
    let bare = decode(&bare.finish().unwrap().to_annex_b());
    let mut held = decode(&held.finish().unwrap().to_annex_b());
    assert_eq!(held.len(), 12 + (0..12).map(|step| step % 5).sum::<usize>());
    held.dedup();
    assert!(bare == held);
}

#[test]
fn a_hold_longer_than_the_range_of_frame_num_decodes_on() {
    let mut video = encoder(32, 32);
    video.push(&card(32, 32, 0)).unwrap();
    video.repeat(33_000).unwrap(); // frame_num has 15 bits
    video.push(&card(32, 32, 3)).unwrap();
    video.repeat(2).unwrap();
    let frames = decode(&video.finish().unwrap().to_annex_b());
    assert_eq!(frames.len(), 33_004);
    assert!(frames[1..33_001].iter().all(|frame| *frame == frames[0]));
    assert!(frames[33_001] != frames[0]);
    assert!(frames[33_001] == frames[33_003]);
    assert!(psnr(&frames[33_001], &card(32, 32, 3)) > 38.0);
}

#[test]
fn key_pictures_fall_where_they_are_asked_for() {
    let mut video = encoder(64, 64);
    for step in 0..6 {
        if step == 4 {
            video.push_key(&card(64, 64, step)).unwrap();
        } else {
            video.push(&card(64, 64, step)).unwrap();
        }
        video.repeat(1).unwrap();
    }
    let keys: Vec<_> = video.finish().unwrap().units.iter().map(|unit| unit.key).collect();
    let expected: Vec<_> = (0..12).map(|index| index == 0 || index == 8).collect();
    assert_eq!(keys, expected);
}

#[test]
fn sizes_that_are_no_multiple_of_sixteen_are_cropped_back() {
    for (width, height) in [(270, 480), (18, 34), (1080, 1920), (1920, 1080), (3840, 2160)] {
        let mut video = encoder(width, height);
        let picture = card(width, height, 1);
        video.push(&picture).unwrap();
        video.repeat(1).unwrap();
        let frames = decode(&video.finish().unwrap().to_annex_b());
        assert_eq!(frames.len(), 2, "{width}x{height}");
        assert!(frames[0] == frames[1], "{width}x{height}");
        assert_eq!((frames[0].width, frames[0].height), (width, height));
        assert!(psnr(&frames[0], &picture) > 38.0, "{width}x{height}");
    }
}

#[test]
fn the_same_pictures_give_the_same_bytes_and_segments_share_their_sets() {
    let make = |from: u32| {
        let mut video = encoder(128, 72);
        for step in from..from + 4 {
            video.push(&card(128, 72, step)).unwrap();
        }
        video.finish().unwrap()
    };
    assert!(make(0) == make(0));
    let (one, other) = (make(0), make(40));
    assert_eq!((one.sps, one.pps), (other.sps, other.pps));
}

#[test]
fn wrong_sizes_and_orders_are_refused_with_words() {
    for (width, height) in [(0, 16), (17, 16), (8, 8), (4096, 2160), (2400, 2400)] {
        assert!(SegmentEncoder::new(width, height, 30.0, Quality::Preview).is_err());
    }
    assert!(SegmentEncoder::new(64, 64, 0.0, Quality::Preview).is_err());
    assert!(SegmentEncoder::new(64, 64, f64::NAN, Quality::Preview).is_err());
    let mut video = encoder(64, 64);
    assert!(video.repeat(1).is_err());
    assert!(video.push(&card(64, 48, 0)).is_err());
    assert!(video.finish().is_err());
}
