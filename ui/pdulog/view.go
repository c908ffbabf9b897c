package pdulog

import (
	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/pduview"
)

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Copy(text string)
	Canvas() fyne.Canvas
}

// Deps is what the screen works with.
type Deps struct {
	Engine  gateway.Engine
	Archive gateway.Archive
	Shell   Shell
}

// stored is how many records of the log are read when the screen opens first.
const stored = 5000

// View is the screen.
type View struct {
	deps Deps
	pdus *pduview.View
}

// New makes the screen.
func New(d Deps) *View { return &View{deps: d, pdus: pduview.New(d.Engine, d.Shell.Copy)} }

// Object is the screen.
func (v *View) Object() fyne.CanvasObject { return v.pdus.Object() }

// Shown reads the log from before this start once, then what is new.
func (v *View) Shown() { v.pdus.Start(v.deps.Archive, stored, v.deps.Shell.Go) }

// Hidden has nothing to stop.
func (v *View) Hidden() {}

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	if u.LastPDU > 0 {
		v.pdus.Update()
	}
}

// Find puts the cursor into the filter.
func (v *View) Find() { v.pdus.FocusFilter(v.deps.Shell.Canvas()) }
