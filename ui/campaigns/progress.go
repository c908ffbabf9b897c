package campaigns

import (
	"time"

	"relay/gateway"
	"relay/ui/words"
)

// Rate measures how fast a campaign goes, over the last seconds.
type Rate struct {
	samples []sample
}

type sample struct {
	at   time.Time
	left int64
}

// rateOver is how far back the rate looks.
const rateOver = 10 * time.Second

// Add notes how many have left.
func (r *Rate) Add(now time.Time, left int64) {
	if n := len(r.samples); n > 0 && now.Sub(r.samples[n-1].at) < 200*time.Millisecond {
		return
	}
	r.samples = append(r.samples, sample{now, left})
	for len(r.samples) > 1 && now.Sub(r.samples[0].at) > rateOver {
		r.samples = r.samples[1:]
	}
}

// PerSecond is the rate; ok is false before it can be known.
func (r *Rate) PerSecond() (perSecond float64, ok bool) {
	if len(r.samples) < 2 {
		return 0, false
	}
	a, b := r.samples[0], r.samples[len(r.samples)-1]
	d := b.at.Sub(a.at).Seconds()
	if d < 0.5 {
		return 0, false
	}
	return float64(b.left-a.left) / d, true
}

// Figures are what the page of a campaign says in words.
type Figures struct {
	Big, Of        string // "4,816", "of 9,812 messages sent"
	Percent, Times string
	Rate, RateNote string
	LeftName       string // what Left is: the time that is left, or that it took
	Left, LeftNote string
	Good, GoodNote string
	Note           string // what a person should know: why it waits
	NoteBad        bool
	CanPause       bool
	CanResume      bool
	CanStop        bool
	CanDrop        bool
}

// LinkTrouble says why a campaign's connection takes nothing now; "" when it does,
// or when the routes choose.
func LinkTrouble(c gateway.Campaign, st gateway.Status) string {
	l, ok := st.Link(c.Plan.Link)
	switch {
	case !ok || c.Plan.Link == "" || l.State.Up():
		return ""
	case l.State == gateway.LinkOff:
		return words.T("%s is off: its messages wait until you connect it.", l.Name)
	case l.Error != "":
		return words.T("%s is down, and its messages wait: %s", l.Name, words.Said(l.Error))
	}
	return words.T("%s is not connected: its messages wait.", l.Name)
}

// Look works out what to show of a campaign. trouble is what LinkTrouble says. It
// is pure.
func Look(c gateway.Campaign, r *Rate, now time.Time, trouble string) Figures {
	f := Figures{Big: words.Number(c.Left()), Of: words.N(c.Going(), "of %s message sent", "of %s messages sent"), Percent: words.T("%d %%", int(Share(c)*100))}
	waits := c.Waiting + c.Out[gateway.Queued] + c.Out[gateway.Sending]
	perSecond, known := r.PerSecond()
	f.Rate, f.Left, f.LeftNote = "–", "–", words.T("nothing is left to send")
	f.RateNote = words.T("pace: %s", PaceWords(c.Plan.Pace))
	if c.Plan.Pace.Messages <= 0 {
		f.RateNote = words.T("pace: no limit")
	}
	running := c.State == gateway.CampaignRunning && !now.Before(c.Plan.Start) && open(c, now)
	var end time.Time
	if running && known {
		f.Rate = words.T("%s /s", words.Decimal(perSecond, 1))
		if perSecond > 0 && waits > 0 {
			d := time.Duration(float64(waits) / perSecond * float64(time.Second))
			f.Left, f.LeftNote, end = Span(d), words.T("at this rate"), now.Add(d)
		}
	}
	if waits > 0 && f.Left == "–" {
		f.LeftNote = words.N(waits, "%s message to go", "%s messages to go")
	}
	f.LeftName = words.T("Time left")
	if took := c.EndedAt.Sub(c.StartedAt); !c.EndedAt.IsZero() && !c.StartedAt.IsZero() {
		f.LeftName, f.Left = words.T("Took##time"), Span(took)
		if took >= time.Second && c.Left() > 0 {
			f.Rate = words.T("%s /s", words.Decimal(float64(c.Left())/took.Seconds(), 1))
			f.RateNote = words.T("on average; %s", f.RateNote)
		}
	}
	switch {
	case c.StartedAt.IsZero() && !c.Plan.Start.IsZero():
		f.Times = words.T("starts %s", When(c.Plan.Start, now))
	case c.StartedAt.IsZero():
		f.Times = words.T("not started")
	case !c.EndedAt.IsZero():
		f.Times = words.T("%s to %s, took %s", When(c.StartedAt, now), When(c.EndedAt, now), Span(c.EndedAt.Sub(c.StartedAt)))
	case !end.IsZero():
		f.Times = words.T("started %s, ends about %s", When(c.StartedAt, now), When(end, now))
	default:
		f.Times = words.T("started %s", When(c.StartedAt, now))
	}
	final := c.Out[gateway.Delivered] + c.Failed()
	f.Good, f.GoodNote = "–", words.T("no delivery report yet")
	if final > 0 {
		f.Good = words.T("%s %%", words.Decimal(100*float64(c.Out[gateway.Delivered])/float64(final), 1))
		f.GoodNote = words.N(final, "of %s with a final state", "of %s with a final state")
	}
	f.CanPause, f.CanResume = c.State == gateway.CampaignRunning && c.Waiting > 0, c.State == gateway.CampaignPaused
	f.CanStop, f.CanDrop = !c.State.Over(), c.State.Over()
	f.note(c, now)
	if f.Note == "" && c.State == gateway.CampaignRunning && waits > 0 {
		f.Note, f.NoteBad = trouble, trouble != ""
	}
	return f
}

func (f *Figures) note(c gateway.Campaign, now time.Time) {
	switch {
	case c.State == gateway.CampaignPaused && c.Why != "":
		f.Note, f.NoteBad = words.T("It waits: %s", words.Said(c.Why)), true
	case c.State == gateway.CampaignPaused:
		f.Note = words.N(c.Waiting, "Paused. %s row waits until you let it go on.", "Paused. %s rows wait until you let it go on.")
		if queued := c.Out[gateway.Queued] + c.Out[gateway.Sending]; queued > 0 {
			f.Note += " " + words.N(queued, "%s message in the queue still leaves.", "%s messages in the queue still leave.")
		}
	case c.State == gateway.CampaignStopped && c.Waiting+c.Out[gateway.Queued] > 0:
		f.Note = words.T("Stopping: what waits in the queue is being cancelled.")
	case c.State == gateway.CampaignRunning && now.Before(c.Plan.Start):
		f.Note = words.T("It starts by itself at %s, in %s.", words.Time(c.Plan.In(c.Plan.Start), "Mon 2 Jan 2006 15:04 MST"), Span(c.Plan.Start.Sub(now)))
	case c.State == gateway.CampaignRunning && !open(c, now):
		f.Note = words.T("It goes on by itself within its hours: %s.", c.Plan.Hours)
	}
}
