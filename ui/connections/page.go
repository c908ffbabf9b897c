package connections

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/form"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// editor is the page that edits one link or account.
type editor[T any] struct {
	v      *View
	form   *form.View[T]
	path   func(T) string                         // of its problems
	put    func(gateway.Config, T) gateway.Config // the configuration with it
	saved  T                                      // as stored
	fresh  bool                                   // not stored yet
	plan   *widgets.Text
	first  *widgets.Text
	save   *widgets.Button
	object fyne.CanvasObject
	body   *fyne.Container
	page   *fyne.Container     // the body and what stands beside it
	side   []fyne.CanvasObject // beside the form
	head   *fyne.Container     // behind the title: how the link is
	tools  *fyne.Container     // at the right of the title
	live   func(gateway.Status, time.Time)
	also   func()           // follows each edit; may be nil
	stored func(old, now T) // what was saved; may be nil
	list   *changeList
}

func newEditor[T any](v *View, title string, rows []gateway.Setting[T], value T, fresh bool, hints map[string]string, intro fyne.CanvasObject,
	path func(T) string, put func(gateway.Config, T) gateway.Config, test func(T)) *editor[T] {
	e := &editor[T]{v: v, path: path, put: put, saved: value, fresh: fresh, plan: widgets.Body("").Elide(), first: widgets.NewText("", theme.Bad, 12).Elide()}
	stored := value
	e.form = form.New(form.NewModel(rows, stored, value), hints, e.changed)
	if fresh {
		e.form.Fresh()
	}
	e.head, e.tools = widgets.HBox(0), widgets.HBox(6)
	back := widgets.NewButton(words.T("Connections"), fyneTheme.NavigateBackIcon(), widgets.Ghost, v.Back)
	head := widgets.Fixed(0, 46, widgets.PadAll(0, 16, 0, 8, widgets.VMid(widgets.HBox(6, back, widgets.VMid(widgets.Small("/")), widgets.VMid(widgets.Heading(title)), widgets.VMid(e.head), widgets.Spacer(), e.tools))))
	body := widgets.VBox(12)
	if intro != nil {
		body.Add(intro)
	}
	body.Add(e.form.Object())
	e.list = newChangeList(e.undo)
	if !fresh {
		e.side = []fyne.CanvasObject{e.list.object}
	}
	e.body, e.page = body, container.NewStack()
	e.save = widgets.NewButton(words.T("Save"), fyneTheme.DocumentSaveIcon(), widgets.Strong, e.store)
	buttons := widgets.HBox(8, widgets.NewButton(words.T("Discard"), nil, widgets.Plain, v.Back))
	if test != nil {
		buttons.Add(widgets.NewButton(words.T("Test##verb"), nil, widgets.Plain, func() {
			if value, ok := e.form.Model().Value(); ok {
				test(value)
			}
			e.form.Show()
		}))
	}
	buttons.Add(e.save)
	bar := widgets.Fixed(0, 52, widgets.PadXY(16, 0, widgets.Border(nil, nil, nil, widgets.VMid(buttons), widgets.PadAll(0, 16, 0, 0, widgets.Cols(12, []float32{20, 0, 0}, widgets.VMid(widgets.NewIcon(fyneTheme.InfoIcon(), theme.Primary, 18)), widgets.VMid(e.plan), widgets.VMid(e.first.Right()))))))
	foot := widgets.VBox(0, widgets.HLine(), widgets.NewSurface(theme.Surface, bar))
	e.object = widgets.NewSurface(theme.Sunken, widgets.Border(widgets.VBox(0, widgets.NewSurface(theme.Surface, head), widgets.HLine()), foot, nil, nil, container.NewVScroll(widgets.Pad(16, e.page))))
	e.arrange(v.width)
	e.changed()
	return e
}

// undo puts a setting back to what is stored; "" all of them.
func (e *editor[T]) undo(key string) {
	if key == "" {
		e.form.Model().Undo()
	} else {
		e.form.Model().UndoOne(key)
	}
	e.form.Show()
	e.changed()
}

// Object is the page.
func (e *editor[T]) Object() fyne.CanvasObject { return e.object }

// Focus puts the cursor into the first field.
func (e *editor[T]) Focus(c fyne.Canvas) { e.form.Focus(c) }

// FocusOn puts it into the field of a setting.
func (e *editor[T]) FocusOn(c fyne.Canvas, key string) { e.form.FocusOn(c, key) }

// Fill types values into the fields of settings, as text by key.
func (e *editor[T]) Fill(values map[string]string) {
	for key, text := range values {
		e.form.Model().Set(key, text)
	}
	e.form.Show()
	e.changed()
}

// changed shows what saving would do.
func (e *editor[T]) changed() {
	value, ok := e.form.Model().Value()
	if e.also != nil {
		e.also()
	}
	if ok {
		next := e.put(e.v.deps.Engine.Config().Clone(), value)
		ok = e.form.Model().MarkTyped(next.Validate().At(e.path(value))) == 0
	}
	if !e.fresh { // all of a new one is new
		e.list.show(e.form.Model().Changes())
		e.page.Refresh()
	}
	if !ok {
		e.plan.Set(words.T("Nothing is saved until this is put right."))
		e.first.Set(e.form.First())
		e.save.SetDisabled(true)
		return
	}
	old := e.v.deps.Engine.Config()
	steps := gateway.Plan(old, e.put(old.Clone(), value))
	e.plan.Set(form.PlanWords(steps, e.v.deps.Engine.Status()))
	e.first.Set(e.form.First())
	e.save.SetDisabled(len(steps) == 0)
}

func (e *editor[T]) store() {
	value, ok := e.form.Model().Value()
	if !ok {
		e.form.Show()
		e.changed()
		return
	}
	old := e.v.deps.Engine.Config()
	e.v.apply(e.put(old.Clone(), value), func(p gateway.Problems) {
		own := p.At(e.path(value))
		rest := e.form.Mark(own)
		for _, x := range p {
			if len(own.At(x.Path)) == 0 {
				rest = append(rest, x)
			}
		}
		text := e.form.First()
		if text == "" && len(rest) > 0 {
			text = rest[0].Path + ": " + words.Problem(rest[0])
		}
		e.first.Set(text)
		e.plan.Set(words.T("Nothing is saved until this is put right."))
	}, func() {
		if e.stored != nil {
			e.stored(e.saved, value)
		}
		e.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Saved.")})
		e.v.Back()
	})
}

func newClientPage(v *View, c gateway.ClientConfig, fresh bool) page {
	title := c.Name
	var intro fyne.CanvasObject
	if fresh {
		title = words.T("New connection")
		intro = widgets.Small(words.T("These five are in your provider's e-mail. Everything below has a sensible value already."))
	}
	if c.PasswordLost {
		intro = note(words.T("The stored password can't be opened here: enter it again."), words.T("The key that opens it is in another desktop's keyring, or in a file that is gone."), theme.Warn)
	}
	name, id := c.Name, c.ID
	e := newEditor(v, title, gateway.ClientSettings(), c, fresh, map[string]string{"name": words.T("e.g. provider-a"), "host": "smpp.example.com", "system_id": words.T("as in the e-mail")}, intro,
		func(c gateway.ClientConfig) string { return fmt.Sprintf("client[%s]", c.Name) },
		func(cfg gateway.Config, c gateway.ClientConfig) gateway.Config {
			if c.Password != "" {
				c.PasswordLost, c.KeepPassword = false, false
			}
			cfg.Clients = Put(cfg.Clients, c, func(x gateway.ClientConfig) bool { return !fresh && (x.ID == id && id != 0 || x.Name == name) })
			if !fresh && c.Name != name {
				renameRoutes(&cfg, name, c.Name)
			}
			return cfg
		}, v.test)
	t := newTrial(v.deps.Engine.Config().General.Country, e.form.Model().Value)
	e.also = t.show
	e.stored = v.noteChange
	e.body.Add(t.object)
	if !fresh {
		now, live := v.nowCard(name, e.head)
		e.side, e.live = append([]fyne.CanvasObject{now}, e.side...), live
		e.tools.Add(widgets.NewButton(words.T("Duplicate"), fyneTheme.ContentCopyIcon(), widgets.Ghost, func() { v.duplicate(name) }))
		e.tools.Add(widgets.NewButton(words.T("Delete…"), fyneTheme.DeleteIcon(), widgets.Ghost, func() { v.deleteClient(name) }))
		e.follow()
	}
	e.side = append(e.side, letterCard(func() { v.readLetter(e.Fill) }))
	e.arrange(v.width)
	return e
}

// duplicate opens the form of a new link with what another has, its password apart.
func (v *View) duplicate(name string) {
	cfg := v.deps.Engine.Config()
	c, ok := cfg.Client(name)
	if !ok {
		return
	}
	c.Name, c.ID, c.Password, c.PasswordLost, c.KeepPassword = FreeName(cfg, name), 0, "", false, false
	v.show(newClientPage(v, c, true))
}

func newServerPage(v *View, s gateway.ServerConfig, fresh bool) page {
	title := s.Name
	if fresh {
		title = words.T("New listener")
	}
	name, id := s.Name, s.ID
	return newEditor(v, title, gateway.ServerSettings(), s, fresh, nil, widgets.Small(words.T("Applications in any language connect here as SMPP clients. Each needs an account.")),
		func(s gateway.ServerConfig) string { return fmt.Sprintf("server[%s]", s.Name) },
		func(cfg gateway.Config, s gateway.ServerConfig) gateway.Config {
			cfg.Servers = Put(cfg.Servers, s, func(x gateway.ServerConfig) bool { return !fresh && (x.ID == id && id != 0 || x.Name == name) })
			if !fresh && s.Name != name {
				renameListener(&cfg, name, s.Name)
			}
			return cfg
		}, nil)
}

func newAccountPage(v *View, a gateway.Account, fresh bool) page {
	title := a.SystemID
	hints := map[string]string{"system_id": words.T("e.g. shop")}
	text := words.T("An account is the user name and password with which one application binds.")
	if fresh {
		title = words.T("New account")
		if len(v.deps.Engine.Config().Servers) == 0 {
			text += " " + words.T("Saving also opens a listener on 127.0.0.1:2775.")
		}
	} else {
		hints["password"] = words.T("unchanged")
	}
	id, systemID := a.ID, a.SystemID
	e := newEditor(v, title, gateway.AccountSettings(), a, fresh, hints, widgets.Small(text),
		func(a gateway.Account) string { return fmt.Sprintf("account[%s]", a.SystemID) },
		func(cfg gateway.Config, a gateway.Account) gateway.Config {
			if a.Password != "" {
				a.PasswordHash = ""
			}
			cfg.Accounts = Put(cfg.Accounts, a, func(x gateway.Account) bool { return !fresh && (x.ID == id && id != 0 || x.SystemID == systemID) })
			if !fresh && a.SystemID != systemID {
				renameAccount(&cfg, systemID, a.SystemID)
			}
			if fresh && len(cfg.Servers) == 0 {
				s := gateway.NewServer()
				s.Name = FreeName(cfg, "office")
				cfg.Servers = append(cfg.Servers, s)
			}
			return cfg
		}, nil)
	if fresh {
		e.tools.Add(widgets.NewButton(words.T("Make up a password"), fyneTheme.ViewRefreshIcon(), widgets.Ghost, func() { v.makeUp(e) }))
	}
	return e
}

func note(headline, text string, c fyne.ThemeColorName) fyne.CanvasObject {
	return widgets.NewSurface(c, widgets.Pad(6, widgets.VBox(0, widgets.NewParagraph(headline), widgets.NewQuiet(text)))).Soft(0x18).Rounded(6)
}
