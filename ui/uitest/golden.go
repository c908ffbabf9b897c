package uitest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
)

// renewEnv, set, makes Golden write what it would compare: `make goldens`.
const renewEnv = "RELAY_RENEW_GOLDENS"

// Calm runs a test in the morning of a day that is always the same, in UTC: what
// a screen says of the time does not change then.
func Calm(t *testing.T, f func(t *testing.T)) {
	local := time.Local
	time.Local = time.UTC
	defer func() { time.Local = local }()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, time.March, 10, 9, 30, 0, 0, time.UTC)))
		f(t)
	})
}

// Shown is a desk, or the window itself.
type Shown interface{ Canvas() fyne.Canvas }

// Compared tells whether Golden compares: under the race detector painting is one
// goroutine's work, and takes half a minute.
func Compared() bool { return !raced }

// Golden compares what is shown with the picture testdata/NAME.png, and
// keeps the one that differs in testdata/failed. Texts have to be such that the
// fonts of the program suffice: those of the system are not the same anywhere.
func Golden(t *testing.T, d Shown, name string) {
	t.Helper()
	if !Compared() {
		return
	}
	got := coarse(Picture(d.Canvas()))
	path := filepath.Join("testdata", name+".png")
	if os.Getenv(renewEnv) != "" {
		write(t, path, got)
		return
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("there is no picture to compare with (make goldens makes it): %v", err)
	}
	want, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if n := differing(got, want); n > tolerated {
		failed := filepath.Join("testdata", "failed", name+".png")
		write(t, failed, got)
		t.Errorf("%d points differ from %s; see %s, and if it is right now, run make goldens", n, path, failed)
	}
}

// tolerated is how many points may differ: the edges of a few letters, which
// another processor rounds otherwise.
const tolerated = 40

// levels is how many steps of a colour a golden keeps. Few make it small.
const levels = 16

// coarse is a picture in few colours.
func coarse(img image.Image) *image.NRGBA {
	out := image.NewNRGBA(img.Bounds())
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Src)
	for i, v := range out.Pix {
		out.Pix[i] = uint8((int(v)*(levels-1) + 127) / 255 * 255 / (levels - 1))
	}
	return out
}

// differing counts points of which a colour is more than one step off.
func differing(got *image.NRGBA, golden image.Image) (n int) {
	if got.Bounds() != golden.Bounds() {
		return len(got.Pix) / 4
	}
	want := image.NewNRGBA(golden.Bounds())
	draw.Draw(want, want.Bounds(), golden, golden.Bounds().Min, draw.Src)
	for i := 0; i < len(got.Pix); i += 4 {
		for c := range 3 {
			if a, b := int(got.Pix[i+c]), int(want.Pix[i+c]); max(a, b)-min(a, b) > 255/(levels-1) {
				n++
				break
			}
		}
	}
	return n
}

func write(t *testing.T, path string, img *image.NRGBA) {
	t.Helper()
	var b bytes.Buffer
	var of image.Image = img
	if p := paletted(img); p != nil {
		of = p
	}
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, of)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err == nil {
		err = os.WriteFile(path, b.Bytes(), 0o644)
	}
	if err != nil {
		t.Fatal(fmt.Errorf("write %s: %w", path, err))
	}
}

// paletted is a picture of at most 256 colours in an octet a point; nil when it
// has more.
func paletted(img *image.NRGBA) *image.Paletted {
	index := map[color.NRGBA]uint8{}
	p := image.NewPaletted(img.Bounds(), nil)
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			c := img.NRGBAAt(x, y)
			i, ok := index[c]
			if !ok {
				if len(index) == 256 {
					return nil
				}
				i = uint8(len(index))
				index[c] = i
				p.Palette = append(p.Palette, c)
			}
			p.SetColorIndex(x, y, i)
		}
	}
	return p
}

// Look is a way that a screen can look: Open fills the house, opens the screen on
// the desk, and brings it there.
type Look struct {
	Name string
	Size fyne.Size // of the picture; zero is the room that the smallest window leaves
	Open func(t *testing.T, h *House, d *Desk)
}

// Size of the pictures, in units: the room that the smallest window leaves.
const lookWidth, lookHeight = 1044, 640

// Wide is the room that a window of 1440x900 leaves.
func Wide() fyne.Size { return fyne.NewSize(1236, 820) }

// Looks compares each look of a screen with its golden, light and dark.
func Looks(t *testing.T, light, dark fyne.Theme, looks ...Look) {
	for _, l := range looks {
		for word, theme := range map[string]fyne.Theme{"light": light, "dark": dark} {
			name := l.Name + "-" + word
			t.Run(name, func(t *testing.T) {
				Calm(t, func(t *testing.T) {
					size := l.Size
					if size.IsZero() {
						size = fyne.NewSize(lookWidth, lookHeight)
					}
					h, d := New(), NewDesk(t, theme, size.Width, size.Height)
					l.Open(t, h, d)
					if n := d.Unkept(); n > 0 {
						t.Errorf("%d grids lose the widths of their columns", n)
					}
					if by := d.Cut(); by > 1 {
						t.Errorf("the columns of a grid are %g wider than it", by)
					}
					Golden(t, d, name)
				})
			})
		}
	}
}

// Screen is what the window shows of a screen.
type Screen interface {
	Object() fyne.CanvasObject
	Shown()
}

// Stand shows a screen on the desk, as the window does when it opens it.
func Stand[S Screen](d *Desk, s S) S {
	d.Show(s.Object())
	if r, ok := any(s).(interface{ Resized(width float32) }); ok {
		r.Resized(d.Canvas().Size().Width)
	}
	s.Shown()
	return s
}

// Plain are the looks of a screen in an empty house and in a furnished one.
func Plain[S any](open func(*House, *Desk) S) []Look {
	return []Look{
		{Name: "empty", Open: func(_ *testing.T, h *House, d *Desk) { open(h, d) }},
		{Name: "full", Open: func(_ *testing.T, h *House, d *Desk) { h.Furnish(); open(h, d) }},
	}
}
