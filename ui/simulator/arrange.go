package simulator

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
	"relay/ui/widgets"
)

// The cards of the page.
const (
	cardNow = iota
	cardLesson
	cardSend
	cardAnswers
	cardReceipts
	cardLink
	cardIncoming
	cardDigits
	cardListen
	cards
)

// columns is which cards stand below each other, by the number of columns: their
// heights are about the same then, and no card moves when another grows.
func columns(across int) [][]int {
	switch across {
	case 1:
		return [][]int{{cardNow, cardLesson, cardSend, cardAnswers, cardReceipts, cardLink, cardIncoming, cardDigits, cardListen}}
	case 2:
		return [][]int{{cardNow, cardAnswers, cardLink, cardListen}, {cardLesson, cardSend, cardReceipts, cardIncoming, cardDigits}}
	}
	return [][]int{{cardNow, cardAnswers, cardDigits, cardListen}, {cardLesson, cardSend, cardReceipts}, {cardLink, cardIncoming}}
}

// Widths of the screen, in units, from which its cards stand in two and in three
// columns.
const twoFrom, threeFrom = 700, 1060

// Resized puts the cards into as many columns as have room.
func (v *View) Resized(width float32) {
	across := 1
	switch w := width / theme.Px(1); {
	case w >= threeFrom:
		across = 3
	case w >= twoFrom:
		across = 2
	}
	v.arrange(across)
}

func (v *View) arrange(across int) {
	if across == v.across {
		return
	}
	v.across = across
	var boxes []fyne.CanvasObject
	for _, list := range columns(across) {
		box := widgets.VBox(14)
		for _, c := range list {
			box.Add(v.cards[c])
		}
		boxes = append(boxes, box)
	}
	v.page.Objects = []fyne.CanvasObject{widgets.Cols(14, make([]float32, across), boxes...)}
	v.page.Refresh()
}
