//! Draws landscapes: a wide one per journey, of which each picture shows a part with somebody in it.

/// Colours red, green, blue.
pub type Colour = [u8; 3];

/// Pixels, three bytes each, row by row.
pub struct Canvas {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<u8>,
}

/// What makes one journey look unlike another.
#[derive(Clone, Copy)]
pub struct Palette {
    pub sky: [Colour; 2],
    pub far: Colour,
    pub near: Colour,
    pub ground: [Colour; 2],
    pub sun: (u32, u32),
    /// Steepness of the mountains, 1 to 9.
    pub steep: i32,
}

/// Size of every picture.
pub const WIDTH: u32 = 720;
pub const HEIGHT: u32 = 480;
const PANORAMA: u32 = 1800;

impl Canvas {
    fn new(width: u32, height: u32) -> Self {
        Self { width, height, pixels: vec![0; (width * height * 3) as usize] }
    }

    fn row_mut(&mut self, y: u32, from: u32, to: u32) -> &mut [u8] {
        let start = (y * self.width + from.min(self.width)) as usize * 3;
        let end = (y * self.width + to.min(self.width)) as usize * 3;
        self.pixels.get_mut(start..end).unwrap_or_default()
    }

    fn span(&mut self, y: u32, from: u32, to: u32, colour: Colour) {
        for pixel in self.row_mut(y, from, to).chunks_exact_mut(3) {
            pixel.copy_from_slice(&colour);
        }
    }

    fn disc(&mut self, x: u32, y: u32, radius: u32, colour: Colour) {
        for row in y.saturating_sub(radius)..(y + radius).min(self.height) {
            let half = (radius * radius).saturating_sub(row.abs_diff(y).pow(2)).isqrt();
            self.span(row, x.saturating_sub(half), x + half, colour);
        }
    }

    /// A part of this one.
    fn crop(&self, left: u32) -> Self {
        let mut part = Self::new(WIDTH, self.height);
        for y in 0..self.height {
            let start = ((y * self.width + left) * 3) as usize;
            let row = self.pixels.get(start..start + (WIDTH * 3) as usize).unwrap_or_default();
            part.row_mut(y, 0, WIDTH).copy_from_slice(row);
        }
        part
    }
}

/// The wide landscape of a journey.
pub fn panorama(palette: &Palette) -> Canvas {
    let mut canvas = Canvas::new(PANORAMA, HEIGHT);
    let horizon = HEIGHT * 6 / 10;
    for y in 0..horizon {
        canvas.span(y, 0, PANORAMA, mixed(palette.sky, y, horizon));
    }
    canvas.disc(palette.sun.0, palette.sun.1, 34, [255, 240, 200]);
    ridge(&mut canvas, horizon, palette.steep, 61, palette.far);
    ridge(&mut canvas, horizon + 10, palette.steep / 2 + 1, 23, palette.near);
    for y in horizon..HEIGHT {
        canvas.span(y, 0, PANORAMA, mixed(palette.ground, y - horizon, HEIGHT - horizon));
        // Waves, or furrows in a field: wider towards the viewer.
        let step = 8 + (y - horizon) / 3;
        for x in (y * 7 % step..PANORAMA).step_by(step as usize * 2) {
            canvas.span(y, x, x + step / 2, mixed(palette.ground, y - horizon + 20, HEIGHT - horizon));
        }
    }
    let by_the_sea = palette.ground[0][2] > palette.ground[0][1];
    for x in (90..PANORAMA).step_by(310) {
        match by_the_sea {
            true => draw_boat(&mut canvas, x, horizon + 20),
            false => draw_house(&mut canvas, x, horizon, palette),
        }
    }
    if by_the_sea {
        for y in HEIGHT - 70..HEIGHT {
            canvas.span(y, 0, PANORAMA, mixed([[226, 205, 160], [200, 170, 120]], y + 70 - HEIGHT, 70));
        }
    }
    grain(&mut canvas);
    canvas
}

/// Picture `number` of a journey: a part of the landscape with somebody in it.
pub fn shot(landscape: &Canvas, number: u32, of: u32) -> Canvas {
    let left = (PANORAMA - WIDTH) * number / of.max(1);
    let mut part = landscape.crop(left);
    let coats: [Colour; 5] = [[200, 40, 50], [30, 90, 180], [240, 190, 40], [60, 140, 90], [120, 60, 140]];
    let coat = coats[(number % 5) as usize];
    let x = 120 + number * 97 % (WIDTH - 240);
    let y = HEIGHT - 120 - number * 13 % 40;
    for row in y..(y + 90).min(HEIGHT) {
        let half = 14 + (row - y) / 6;
        part.span(row, x - half, x + half, coat);
    }
    part.disc(x, y - 18, 18, [70, 45, 30]);
    part.disc(x, y - 12, 15, [235, 200, 175]);
    part
}

fn draw_boat(canvas: &mut Canvas, x: u32, water: u32) {
    for (i, y) in (water..water + 22).enumerate() {
        let inset = u32::try_from(i).unwrap_or(0);
        canvas.span(y, x + inset, x + 100 - inset, [120, 50, 40]);
    }
    for (i, y) in (water - 84..water - 4).enumerate() {
        canvas.span(y, x + 50, x + 52 + u32::try_from(i).unwrap_or(0) / 2, [250, 245, 235]);
    }
    for y in water - 90..water {
        canvas.span(y, x + 47, x + 50, [70, 50, 40]);
    }
}

fn draw_house(canvas: &mut Canvas, x: u32, horizon: u32, palette: &Palette) {
    for y in horizon - 20..horizon + 40 {
        canvas.span(y, x, x + 90, [235, 225, 205]);
    }
    for (i, y) in (horizon - 60..horizon - 20).enumerate() {
        let inset = 45 - u32::try_from(i).unwrap_or(0).min(45);
        canvas.span(y, x + inset, x + 90 - inset, [165, 70, 50]);
    }
    for y in horizon..horizon + 18 {
        canvas.span(y, x + 14, x + 32, palette.sky[0]);
        canvas.span(y, x + 56, x + 74, palette.sky[0]);
    }
}

/// Mountains: sums of triangles, so that no two stretches are alike.
fn ridge(canvas: &mut Canvas, base: u32, steep: i32, period: i32, colour: Colour) {
    let triangle = |x: i32, period: i32| (x % (2 * period) - period).abs();
    let heights: Vec<u32> = (0..i32::try_from(canvas.width).unwrap_or(0))
        .map(|x| {
            let height = triangle(x, period) * steep / 8
                + triangle(x + 17, period * 3) * steep / 9
                + triangle(x + 5, 11) / 3;
            u32::try_from(height).unwrap_or(0).min(base)
        })
        .collect();
    let tallest = heights.iter().copied().max().unwrap_or(0);
    for y in base.saturating_sub(tallest)..base.min(canvas.height) {
        let mut from = None;
        for x in 0..=canvas.width {
            let inside = heights.get(x as usize).is_some_and(|h| y + h >= base);
            match (inside, from) {
                (true, None) => from = Some(x),
                (false, Some(start)) => {
                    canvas.span(y, start, x, colour);
                    from = None;
                }
                (true, Some(_)) | (false, None) => {}
            }
        }
    }
}

/// A little grain, as every sensor has.
fn grain(canvas: &mut Canvas) {
    let noise = super::bytes::sensor("grain", canvas.pixels.len());
    for (pixel, noise) in canvas.pixels.iter_mut().zip(noise) {
        *pixel = pixel.saturating_add(noise & 7).saturating_sub(3);
    }
}

fn mixed(colours: [Colour; 2], at: u32, of: u32) -> Colour {
    let [a, b] = colours;
    let (at, of) = (at.min(of), of.max(1));
    std::array::from_fn(|i| {
        let value = (u32::from(a[i]) * (of - at) + u32::from(b[i]) * at) / of;
        u8::try_from(value).unwrap_or(u8::MAX)
    })
}
