package campaigns

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/gateway/campaign"
	"relay/gateway/sms"
	"relay/ui/compose"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// preview is one row as its reader gets it.
type preview struct {
	who    *widgets.Text
	bubble *widgets.Prose
	bar    *widgets.Segments
	line   *widgets.Text
	parts  *widgets.Text
	warn   *widgets.Lines
	object fyne.CanvasObject
}

// newPreview makes one, with links at the end of its first line.
func newPreview(links ...fyne.CanvasObject) *preview {
	v := &preview{who: widgets.Small("").Elide(), bubble: widgets.NewParagraph(""), bar: widgets.NewSegments(), line: widgets.NewText("", theme.Muted, 12).Mono().Elide(), parts: widgets.Small(""), warn: widgets.NewLines("", theme.Warn, 12, 2)}
	v.object = widgets.VBox(8, widgets.Border(nil, nil, nil, widgets.HBox(12, links...), v.who), widgets.NewSurface(theme.Primary, widgets.Pad(4, v.bubble)).Soft(0x18).Rounded(10), v.bar, widgets.Border(nil, nil, nil, v.parts, v.line), v.warn)
	return v
}

// note says why there is nothing to see.
func (v *preview) note(text string) {
	v.who.Set("")
	v.bubble.SetText(sms.CleanLines(text))
	v.bar.Set(1, 0, false)
	v.line.Set("")
	v.parts.Set("")
	v.warn.SetColored("", theme.Warn)
}

func (v *preview) set(r campaign.Row, seg sms.Segments) {
	who := words.T("Row %d to %s", r.Number, sms.Clean(r.To))
	if r.Link != "" {
		who = words.T("Row %d to %s over %s", r.Number, sms.Clean(r.To), r.Link)
	}
	v.who.Set(who)
	v.bubble.SetText(sms.CleanLines(r.Text))
	parts := max(seg.Messages, 1)
	fill := float32(0)
	if each := seg.Limit / parts; each > 0 {
		fill = float32(each-min(seg.Remaining, each)) / float32(each)
	}
	v.bar.Set(parts, fill, r.Unicode != "")
	v.line.Set(fmt.Sprintf("%s · %d / %d", compose.CodingName(seg.Coding), seg.Units, seg.Limit))
	v.parts.Set(words.N(parts, "%s part · %d left", "%s parts · %d left", seg.Remaining))
	switch {
	case r.State != gateway.RowWaiting:
		v.warn.SetColored(words.T("Left out: %s", sms.Clean(words.Said(r.Reason))), theme.Bad)
	case r.Unicode != "":
		forces, _ := ForcingWords(forcing(seg.Forced))
		v.warn.SetColored(words.T("Unicode, with fewer characters in a part: %s", forces), theme.Warn)
	default:
		v.warn.SetColored("", theme.Warn)
	}
}

func forcing(list []sms.Forced) (out []campaign.Forcing) {
	for _, f := range list {
		out = append(out, campaign.Forcing{Rune: f.Rune, Name: strings.ToLower(f.Name), Rows: 1, Fits: f.Replacement})
	}
	return out
}
