package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"relay/gateway"
	"relay/ui/settings"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

// The small curve in the status bar goes back a minute and moves once a second.
func TestStatusBarCurve(t *testing.T) {
	s, _ := window(t)
	for i := range sparkSeconds + 1 {
		s.numbers.status.Links = []gateway.LinkStatus{{Name: "a", Rate: float64(i)}, {Name: "b", Rate: 0.5}}
		s.tick()
	}
	if b := s.status; len(b.rates) != sparkSeconds || b.rates[0] != 1.5 || b.rates[sparkSeconds-1] != sparkSeconds+0.5 || !slices.IsSorted(b.rates) {
		t.Errorf("the last minute is %v", b.rates)
	}
	s.win.Resize(fyne.NewSize(800, 600))
	s.numbers.status.Warnings = []string{strings.Repeat("The disk is full. ", 20)}
	s.showNumbers()
	if s.status.spark.Visible() {
		t.Error("it takes room where there is none")
	}
	s.numbers.status.Warnings = nil
	s.showNumbers()
	s.win.Resize(fyne.NewSize(1440, 900))
	if !s.status.spark.Visible() {
		t.Error("it is not there in a wide one")
	}
}

// Whatever the bar says, no word of it is cut or lies over another, a long warning
// apart, and each opens the screen that tells more.
func TestStatusBarCutsNothing(t *testing.T) {
	s, _ := window(t)
	s.SetAppearance(settings.Appearance{Mode: theme.Light, Zoom: 100, Language: "en"}) // builds the bar anew
	s.numbers.status.Links = []gateway.LinkStatus{{Name: "a", State: gateway.LinkBound, Simulated: true, Window: 10, Open: 3, Rate: 12345}}
	s.numbers.status.Queued, s.numbers.errors = 1234567, 12
	s.numbers.counts.Out[gateway.Delivered] = 5
	s.numbers.storage = gateway.StorageInfo{File: "/data/relay.db", Bytes: 1 << 40}
	b := s.status
	for _, warning := range []string{"", "The disk is nearly full, and it takes a great many words to say what is to be done about it before messages are lost."} {
		s.numbers.status.Warnings = nil
		if warning != "" {
			s.numbers.status.Warnings = []string{warning}
		}
		for _, zoom := range []int{100, 200} {
			s.SetAppearance(settings.Appearance{Mode: theme.Light, Zoom: zoom, Language: "en"})
			for _, width := range []float32{800, 1100, 1440, 1920} {
				s.win.Resize(fyne.NewSize(width, 900))
				s.showNumbers()
				at := float32(0)
				for _, x := range []*tapText{b.connected, b.facts[0], b.facts[1], b.facts[2], b.facts[3], b.warning, b.errors, b.disk} {
					if x.text.Text() == "" || !x.Visible() {
						continue
					}
					left := fyne.CurrentApp().Driver().AbsolutePositionForObject(x).X
					if left < at {
						t.Errorf("%d %%, %v wide: %q lies over what stands before it", zoom, width, x.text.Text())
					}
					if at = left + x.Size().Width; x != b.warning && x.Size().Width < x.text.Whole() {
						t.Errorf("%d %%, %v wide: %q is cut", zoom, width, x.text.Text())
					}
				}
				if at > width {
					t.Errorf("%d %%, %v wide: the bar ends at %v", zoom, width, at)
				}
				if !b.errors.Visible() || warning != "" && !b.warning.Visible() {
					t.Errorf("%d %%, %v wide: what is wrong is left out", zoom, width)
				}
			}
		}
	}
	s.SetAppearance(settings.Appearance{Mode: theme.Light, Zoom: 100, Language: "en"})
	if b.tag.Tapped(nil); s.Screen() != Simulator {
		t.Errorf("the simulator's word opens %s", s.Screen())
	}
	for i, screen := range []string{Outbox, Connections, Overview, Overview} {
		if b.facts[i].Tapped(nil); s.Screen() != screen {
			t.Errorf("%q opens %s", b.facts[i].text.Text(), s.Screen())
		}
	}
}

// Where the rail has icons and dots alone, what the mouse is over tells its name
// beside it.
func TestNarrowRailTellsNames(t *testing.T) {
	s, _ := window(t)
	s.win.Resize(fyne.NewSize(900, 700))
	nav := s.rail.navs[PDULog]
	nav.MouseIn(&desktop.MouseEvent{})
	if !s.tip.object.Visible() || s.tip.text.Text() != "PDU log" {
		t.Errorf("%q beside the icon", s.tip.text.Text())
	}
	at := s.tip.object.Position()
	if d := fyne.CurrentApp().Driver(); at.X < d.AbsolutePositionForObject(nav).X+nav.Size().Width || at.Y < d.AbsolutePositionForObject(nav).Y-10 {
		t.Errorf("it stands at %v", at)
	}
	s.Open(Inbox) // by a key: the mouse stays
	if s.tip.object.Visible() {
		t.Error("it lies over another screen")
	}
	nav.MouseOut()
	card := s.rail.cards[0]
	if card.MouseIn(nil); !s.tip.object.Visible() || s.tip.text.Text() != "provider-a · bind refused · waits for you" {
		t.Errorf("%q beside the dot", s.tip.text.Text())
	}
	card.MouseOut()
	s.win.Resize(fyne.NewSize(1440, 900))
	if nav.MouseIn(&desktop.MouseEvent{}); s.tip.object.Visible() {
		t.Error("it says what stands there already")
	}
}

// Of more links than have room the rail shows those first that need somebody.
func TestRailShowsTroubleFirst(t *testing.T) {
	s, _ := window(t)
	s.win.Resize(fyne.NewSize(1440, 900))
	var list []gateway.LinkStatus
	for _, x := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		list = append(list, gateway.LinkStatus{Name: x, State: gateway.LinkBound})
	}
	list[1].State, list[6].State = gateway.LinkOff, gateway.LinkRefused
	s.numbers.status.Links = list
	s.rail.show(s.numbers)
	var shown []string
	for _, c := range s.rail.cards {
		shown = append(shown, c.name.Text())
	}
	if !slices.Equal(shown, []string{"g", "a", "c", "d", "e", "f"}) || !uitest.Shows(s.frame, "and 1 more") {
		t.Errorf("%v", shown)
	}
}

// A scrim follows the theme that comes after it.
func TestScrimFollowsTheTheme(t *testing.T) {
	s, _ := window(t)
	s.SetAppearance(settings.Appearance{Mode: theme.Dark, Zoom: 100, Language: "en"})
	scrim := widgets.NewScrim(func() {})
	s.win.SetContent(scrim)
	dark := uitest.Picture(s.Canvas()).At(5, 5)
	s.SetAppearance(settings.Appearance{Mode: theme.Light, Zoom: 100, Language: "en"})
	scrim.Refresh()
	if light := uitest.Picture(s.Canvas()).At(5, 5); light == dark {
		t.Errorf("it is %v in both", light)
	}
}
