//! Tests of what is made of images: sizes, formats, which way is up, colours, and what is wrong with
//! them. The images are drawn here.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};

use super::*;

/// Something like a photograph: no two neighbours alike, and a bright patch in the first corner.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut seed = 7u32;
    let mut noise = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 27) as u8
    };
    let mut bytes = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let corner = x < width / 4 && y < height / 4;
            let base = if corner { 220 } else { 40 + (x * 90 / width + y * 60 / height) as u8 };
            bytes.extend([base + noise() / 2, base / 2 + noise(), 90 + noise()]);
        }
    }
    bytes
}

fn png(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let kind = if pixels.len() as u32 == width * height * 4 {
        ExtendedColorType::Rgba8
    } else {
        ExtendedColorType::Rgb8
    };
    PngEncoder::new(&mut bytes).write_image(pixels, width, height, kind).unwrap();
    bytes
}

fn jpeg(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90)
        .write_image(pixels, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// The same JPEG with Exif after its first two bytes: orientation, and a place that nobody should learn.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"52.3676N 4.9041E");
    let length = u16::try_from(exif.len() + 2).unwrap();
    [&jpeg[..2], &[0xFF, 0xE1], &length.to_be_bytes(), &exif, &jpeg[2..]].concat()
}

fn settings() -> Settings {
    Settings { widths: vec![40, 80, 400], ..Settings::default() }
}

fn widths_of(picture: &Picture) -> Vec<u32> {
    picture.sets.iter().flat_map(|set| &set.versions).map(|version| version.width).collect()
}

fn pixels(webp: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut decoder = image_webp::WebPDecoder::new(std::io::Cursor::new(webp)).unwrap();
    let (width, height) = decoder.dimensions();
    let mut bytes = vec![0; decoder.output_buffer_size().unwrap()];
    decoder.read_image(&mut bytes).unwrap();
    (width, height, bytes)
}

#[test]
fn versions_up_to_the_width_of_the_image() {
    let (picture, files) = make(&jpeg(&photo(120, 90), 120, 90), &settings()).unwrap();
    assert_eq!(widths_of(&picture), [40, 80, 120]);
    let sizes: Vec<_> =
        files.iter().map(|file| pixels(file)).map(|(width, height, _)| (width, height)).collect();
    assert_eq!(sizes, [(40, 30), (80, 60), (120, 90)]);
    assert!(picture.color.is_some());
    let again = make(&jpeg(&photo(120, 90), 120, 90), &settings()).unwrap();
    assert_eq!(again, (picture, files));
}

#[test]
fn nothing_that_is_no_smaller() {
    let pixels = decode::decode(&jpeg(&photo(60, 45), 60, 45), 10_000).unwrap().unwrap();
    let mut files = Vec::new();
    let encoded = || vec![(40, vec![1; 50]), (60, vec![2; 100])];
    assert_eq!(worth_having(&pixels, Format::Webp, encoded(), 100, &mut files), None);
    assert!(files.is_empty());
    let set = worth_having(&pixels, Format::Webp, encoded(), 101, &mut files).unwrap();
    assert_eq!((set.versions.len(), files.len(), set.with_original), (2, 2, false));
}

#[test]
fn a_webp_stands_in_for_its_widest_version() {
    let exact = photo(200, 150);
    let lossy = Settings { quality: 30, widths: vec![200], ..settings() };
    let (_, files) = make(&jpeg(&exact, 200, 150), &lossy).unwrap();
    let (picture, _) = make(&files[0], &Settings { quality: 90, ..settings() }).unwrap();
    assert!(picture.sets[0].with_original);
    assert_eq!(widths_of(&picture), [40]);
}

#[test]
fn drawings_keep_every_pixel() {
    let mut drawing = vec![255; 100 * 100 * 4];
    for y in 40..60 {
        for x in 0..100 {
            drawing[(y * 100 + x) * 4..][..4].copy_from_slice(&[10, 20, 30, if x < 50 { 255 } else { 0 }]);
        }
    }
    // A large file, as programs that do not care write them.
    let mut bytes = png(&drawing, 100, 100);
    let end = bytes.split_off(bytes.len() - 12);
    bytes.extend([&3000u32.to_be_bytes()[..], b"zzZz", &[7; 3000]].concat());
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[bytes.len() - 3004..]);
    bytes.extend(crc.sum().to_be_bytes());
    bytes.extend(end);
    let (picture, files) = make(&bytes, &Settings { widths: vec![100], ..settings() }).unwrap();
    assert_eq!(picture.color, None);
    assert_eq!(pixels(&files[0]), (100, 100, drawing));
}

#[test]
fn upright_whatever_the_camera_was() {
    let (width, height) = (80, 60);
    let camera = with_exif(&jpeg(&photo(width, height), width, height), 6);
    assert!(metadata::is_turned(&camera));
    let (picture, files) = make(&camera, &settings()).unwrap();
    assert_eq!(widths_of(&picture), [40, 60]);
    let (width, _, bytes) = pixels(&files[0]);
    let at = |x: u32, y: u32| bytes[((y * width + x) * 3) as usize];
    // The first corner has gone to the upper right.
    assert!(at(width - 3, 2) > 180 && at(2, 2) < 160, "{} {}", at(width - 3, 2), at(2, 2));
}

#[test]
fn what_the_camera_knew_is_taken_out() {
    let plain = jpeg(&photo(16, 16), 16, 16);
    for (orientation, is_turned) in [(1, false), (3, false), (6, true)] {
        let camera = with_exif(&plain, orientation);
        let stripped = metadata::strip(&camera).unwrap();
        assert!(!stripped.windows(8).any(|part| part == b"52.3676N"));
        assert_eq!(metadata::is_turned(&stripped), is_turned);
        assert_eq!(metadata::strip(&stripped), None, "orientation {orientation}");
        assert!(decode::decode(&stripped, 1000).unwrap().is_some());
    }
    let mut noted = png(&photo(4, 4), 4, 4);
    noted.splice(33..33, [&8u32.to_be_bytes()[..], b"tEXt", b"Author\0A", &[0; 4]].concat());
    assert_eq!(metadata::strip(&noted), Some(png(&photo(4, 4), 4, 4)));
    for cut in 0..noted.len() {
        let _ = metadata::strip(&noted[..cut]);
    }
    for cut in 0..plain.len().min(700) {
        let _ = metadata::strip(&with_exif(&plain, 6)[..cut]);
    }
}

#[test]
fn colours_of_another_space_become_srgb() {
    // A profile whose red and blue have changed places.
    let mut profile = moxcms::ColorProfile::new_srgb();
    std::mem::swap(&mut profile.red_colorant, &mut profile.blue_colorant);
    let red: Vec<u8> = [250, 0, 0].repeat(64 * 64);
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile.encode().unwrap()).unwrap();
    encoder.write_image(&red, 64, 64, ExtendedColorType::Rgb8).unwrap();
    let color = make(&bytes, &settings()).unwrap().0.color.unwrap();
    assert!(color[0] < 30 && color[2] > 220, "{color:?}");
}

#[test]
fn what_is_wrong_is_told() {
    let fails = |bytes: &[u8]| make(bytes, &settings()).unwrap_err();
    assert!(matches!(fails(b"hello"), Problem::Broken(_)));
    let whole = png(&photo(64, 64), 64, 64);
    assert!(matches!(fails(&whole[..whole.len() / 2]), Problem::Broken(_)));
    let whole = jpeg(&photo(64, 64), 64, 64);
    assert!(matches!(fails(&whole[..30]), Problem::Broken(_)));
    let mut enormous = png(&photo(4, 4), 4, 4);
    enormous[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let mut crc = flate2::Crc::new();
    crc.update(&enormous[12..29]);
    let sum = crc.sum().to_be_bytes();
    enormous[29..33].copy_from_slice(&sum);
    assert_eq!(fails(&enormous), Problem::TooLarge(3_600_000_000));
    // Whatever stands in a file, nothing worse than a problem comes of it.
    for start in [png(&photo(9, 9), 9, 9), jpeg(&photo(9, 9), 9, 9)] {
        for at in 0..start.len() {
            let mut spoilt = start.clone();
            spoilt[at] ^= 0x55;
            let _ = make(&spoilt, &settings());
        }
    }
}
