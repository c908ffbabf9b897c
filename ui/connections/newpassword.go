package connections

import (
	"crypto/rand"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const (
	// passwordLetters are those that nobody takes for another: 32 of them, so that
	// an octet gives each as often.
	passwordLetters = "abcdefghjkmnpqrstuvwxyz23456789R"
	shortPassword   = 8 // what SMPP has room for (SMPP 3.4 section 5.2.2)
	longPassword    = 16
)

// NewPassword makes up a password that an account can bind with.
func NewPassword(a gateway.Account) gateway.Secret {
	n := shortPassword
	if a.LongPassword {
		n = longPassword
	}
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	for i := range b {
		b[i] = passwordLetters[int(b[i])%len(passwordLetters)]
	}
	return gateway.Secret(b)
}

// newPassword gives an account another password and shows it this once: stored is
// only its hash.
func (v *View) newPassword(a gateway.Account) {
	v.deps.Shell.Confirm(words.T("A new password for %s?", a.SystemID), words.T("The old one is refused from then on, and its sessions end. The application has to be told the new one."), words.T("New password"), true, func() {
		c, secret := v.deps.Engine.Config().Clone(), NewPassword(a)
		a.Password, a.PasswordHash = secret, ""
		c.Accounts = Put(c.Accounts, a, func(x gateway.Account) bool { return x.SystemID == a.SystemID })
		v.apply(c, func(p gateway.Problems) {
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.Problem(p[0])})
		}, func() {
			v.refresh()
			v.showPassword(a.SystemID, secret)
		})
	})
}

// showPassword shows a new password over the window; nothing has it afterwards.
func (v *View) showPassword(account string, secret gateway.Secret) {
	shown := widgets.NewSurface(theme.Sunken, widgets.PadXY(12, 10, widgets.NewText(secret.Reveal(), theme.Text, 18).Mono().Center())).Rounded(6).Stroked(theme.Line)
	body := widgets.VBox(10, widgets.NewWrapped(words.T("It is shown this once: Relay keeps only its hash. Copy it now and give it to whoever runs the application."), questionWidth-2*16), shown)
	d := widgets.NewDialog(v.deps.Shell.Canvas(), words.T("New password of %s", account), body).Sized(questionWidth, 0)
	d.Buttons(widgets.NewButton(words.T("Close"), nil, widgets.Plain, d.Close), widgets.NewButton(words.T("Copy password"), nil, widgets.Strong, func() {
		v.deps.Shell.Copy(secret.Reveal())
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Copied.")})
	})).Show()
}

// makeUp puts a password into the form of a new account, and shows it.
func (v *View) makeUp(e *editor[gateway.Account]) {
	a, _ := e.form.Model().Value()
	secret := NewPassword(a)
	e.Fill(map[string]string{"password": secret.Reveal()})
	name := a.SystemID
	if name == "" {
		name = words.T("the new account")
	}
	v.showPassword(name, secret)
}
