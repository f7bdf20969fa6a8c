//! Six journeys: where, when, with which camera, in which colours.

use super::scene::Palette;

/// One of them.
pub struct Journey {
    pub name: &'static str,
    /// Seconds since the epoch of its first picture.
    pub begins: u64,
    pub date: &'static str,
    pub pictures: u32,
    pub camera: (&'static str, &'static str),
    pub palette: Palette,
}

const GREEN: [[u8; 3]; 2] = [[110, 150, 80], [60, 100, 50]];
const SEA: [[u8; 3]; 2] = [[60, 120, 160], [20, 60, 100]];

pub const JOURNEYS: [Journey; 6] = [
    Journey {
        name: "2009 Lisbon",
        begins: 1_242_468_000,
        date: "2009:05:16",
        pictures: 24,
        camera: ("Panasonic", "DMC-LX3"),
        palette: Palette {
            sky: [[90, 160, 220], [240, 220, 190]],
            far: [170, 150, 140],
            near: [190, 120, 80],
            ground: SEA,
            sun: (300, 90),
            steep: 3,
        },
    },
    Journey {
        name: "2011 Wedding",
        begins: 1_310_817_600,
        date: "2011:07:16",
        pictures: 30,
        camera: ("Canon", "Canon EOS 60D"),
        palette: Palette {
            sky: [[150, 190, 230], [250, 235, 225]],
            far: [120, 150, 120],
            near: [80, 120, 70],
            ground: GREEN,
            sun: (1300, 70),
            steep: 2,
        },
    },
    Journey {
        name: "2014 Alps",
        begins: 1_407_067_200,
        date: "2014:08:03",
        pictures: 28,
        camera: ("Canon", "Canon EOS 60D"),
        palette: Palette {
            sky: [[50, 110, 190], [200, 220, 240]],
            far: [150, 155, 170],
            near: [90, 95, 110],
            ground: GREEN,
            sun: (900, 60),
            steep: 9,
        },
    },
    Journey {
        name: "2016 Garden",
        begins: 1_463_302_800,
        date: "2016:05:15",
        pictures: 18,
        camera: ("Apple", "iPhone 6s"),
        palette: Palette {
            sky: [[180, 210, 235], [235, 240, 235]],
            far: [90, 130, 80],
            near: [60, 110, 50],
            ground: [[140, 170, 90], [90, 70, 40]],
            sun: (200, 60),
            steep: 1,
        },
    },
    Journey {
        name: "2019 Norway",
        begins: 1_561_204_800,
        date: "2019:06:22",
        pictures: 26,
        camera: ("Canon", "Canon EOS R"),
        palette: Palette {
            sky: [[60, 70, 120], [250, 170, 120]],
            far: [70, 75, 110],
            near: [40, 50, 70],
            ground: SEA,
            sun: (1000, 230),
            steep: 7,
        },
    },
    Journey {
        name: "2022 Birthday",
        begins: 1_665_230_400,
        date: "2022:10:08",
        pictures: 20,
        camera: ("Canon", "Canon EOS R"),
        palette: Palette {
            sky: [[120, 120, 140], [220, 200, 180]],
            far: [150, 100, 60],
            near: [170, 80, 40],
            ground: [[150, 110, 60], [90, 60, 30]],
            sun: (600, 100),
            steep: 2,
        },
    },
];
