package campaigns

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/campaign"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// run does long work beside the window. do gets a context that ends with Cancel;
// what it returns runs in the window's turn when it went well.
func (p *wizardPage) run(doing string, do func(context.Context, campaign.Progress) (done func(), err error), failed func(error)) {
	p.callOff()
	p.job++
	job := p.job
	ctx, stop := context.WithCancel(context.Background())
	p.stop, p.doing = stop, doing
	p.bar.Set(1)
	p.show()
	last := time.Now()
	report := func(share float64) {
		if now := time.Now(); now.Sub(last) >= reportWait {
			last = now
			p.v.deps.Shell.Go(func() func() {
				return func() {
					if p.job == job && p.doing != "" {
						p.doing = words.T("%s  %d %%", doing, int(share*100))
						p.bar.Set(1, widgets.Slice{Value: share, Color: theme.Primary})
						p.foot()
					}
				}
			})
		}
	}
	p.v.deps.Shell.Go(func() func() {
		done, err := do(ctx, report)
		return func() {
			stop()
			if p.job != job {
				return
			}
			p.doing = ""
			switch {
			case err == nil:
				done()
			case !errors.Is(err, context.Canceled):
				failed(err)
			}
			p.show()
		}
	})
}

// callOff ends the work that runs.
func (p *wizardPage) callOff() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	if p.doing != "" {
		p.doing = ""
		p.job++
		p.show()
	}
}

// simplify replaces characters that force Unicode, and checks anew.
func (p *wizardPage) simplify() {
	p.w.Draft.Simplify = true
	p.changed(false)
	p.check()
}

// take begins with another table.
func (p *wizardPage) take(path, pasted string) {
	p.takeFrom(path, pasted, "")
}

// takeGroup begins with the members of a group of contacts.
func (p *wizardPage) takeGroup(name string) { p.takeFrom("", "", name) }

func (p *wizardPage) takeFrom(path, pasted, group string) {
	d := &p.w.Draft
	if d.Path != path || d.Pasted != pasted || d.Group != group {
		d.Header, d.Number, d.Plus = "", "", false
	}
	d.Path, d.Pasted, d.Group = path, pasted, group
	p.w.Read, p.w.Checked, p.w.Broken, p.w.Table = false, false, "", campaign.Table{}
	p.keep()
	p.read()
}

// read reads the table beside the window.
func (p *wizardPage) read() {
	d := p.w.Draft
	p.run(words.T("Reading %s …", d.SourceWords()), func(ctx context.Context, report campaign.Progress) (func(), error) {
		var t campaign.Table
		var err error
		switch {
		case d.Group != "":
			t, err = readGroup(ctx, p.v.deps.Office, d.Group)
		case d.Path == "":
			t, err = campaign.ReadText(ctx, d.Pasted, report)
		default:
			t, err = readFile(ctx, d.Path, report)
		}
		return func() {
			p.w.SetTable(t)
			p.open(p.step)
			p.keep()
		}, err
	}, func(err error) {
		p.w.Broken = words.Error(err)
		p.open(StepSource)
	})
}

// readGroup reads the members of a group, by name. Those who opted out stay among
// them: the check leaves them out, and says so.
func readGroup(ctx context.Context, office gateway.Office, name string) (campaign.Table, error) {
	groups, err := office.Groups(ctx)
	if err != nil {
		return campaign.Table{}, err
	}
	i := slices.IndexFunc(groups, func(g gateway.Group) bool { return strings.EqualFold(g.Name, name) })
	if i < 0 {
		return campaign.Table{}, errors.New(words.T("there is no group %s any more: choose another", name))
	}
	list, err := office.Contacts(ctx, gateway.ContactQuery{Group: groups[i].ID})
	if err != nil {
		return campaign.Table{}, err
	}
	if len(list) == 0 {
		return campaign.Table{}, errors.New(words.T("nobody is in the group %s: add people to it under Contacts", groups[i].Name))
	}
	return campaign.OfContacts(list)
}

func readFile(ctx context.Context, path string, report campaign.Progress) (campaign.Table, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > campaign.MaxFile {
		return campaign.Table{}, errors.New(words.T("the file is larger than %d MB: split it into several campaigns", campaign.MaxFile>>20))
	}
	var octets []byte
	if err == nil {
		octets, err = os.ReadFile(path)
	}
	var pe *os.PathError
	if errors.As(err, &pe) {
		return campaign.Table{}, errors.New(words.T("%s can't be read (%s): choose the file again", path, words.Error(pe.Err)))
	}
	if err != nil {
		return campaign.Table{}, err
	}
	return campaign.Read(ctx, octets, report)
}

// check looks at every row beside the window.
func (p *wizardPage) check() {
	job := p.w.Job()
	job.OptedOut = p.v.deps.OptedOut
	p.run(words.N(len(job.Table.Rows), "Checking %s row …", "Checking %s rows …"), func(ctx context.Context, report campaign.Progress) (func(), error) {
		res, err := campaign.Check(ctx, job, report)
		return func() { p.w.Result, p.w.Checked = res, true }, err
	}, func(err error) {
		p.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.T("Not checked: %s", Problem(err))})
	})
}
