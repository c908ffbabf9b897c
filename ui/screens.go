package ui

import (
	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/autoreplies"
	"relay/ui/campaigns"
	"relay/ui/connections"
	"relay/ui/contacts"
	"relay/ui/inbox"
	"relay/ui/outbox"
	"relay/ui/overview"
	"relay/ui/pdulog"
	"relay/ui/routing"
	"relay/ui/settings"
	"relay/ui/simulator"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// screen is what the shell shows. Update comes only while it is shown.
type screen interface {
	Object() fyne.CanvasObject
	Update(gateway.Update)
	Shown()
	Hidden()
}

// Parts that a screen may have beyond that.
type (
	resizer interface{ Resized(width float32) } // its width changed
	finder  interface{ Find() }                 // Ctrl+F
	escaper interface{ Escape() }               // Esc
	folder  interface{ FoldPDUs() }             // F6
	sender  interface{ SendNow() }              // Ctrl+Enter
	keeper  interface{ Keep() }                 // stores what was typed just now; the window closes
	ticker  interface{ Tick() }                 // a second has passed while it is shown

	importer  interface{ ImportFile() } // Ctrl+I
	exporter  interface{ Export() }     // Ctrl+E
	resender  interface{ Resend() }     // Ctrl+R
	csvCopier interface{ CopyCSV() }    // Ctrl+Shift+C
	aparter   interface{ OpenApart() }  // Ctrl+O
)

// Files reads and writes files for the screens.
type Files interface {
	overview.Files
	pdulog.Files
	// ReadConfig reads a configuration file without taking it over; what is wrong
	// with it is the error. That a new connection has no password is none.
	ReadConfig(name string, text []byte) (gateway.Config, error)
}

// Names of the screens.
const (
	Overview    = "overview"
	Outbox      = "outbox"
	Inbox       = "inbox"
	Contacts    = "contacts"
	AutoReplies = "autoreplies"
	Campaigns   = "campaigns"
	Connections = "connections"
	Routing     = "routing"
	PDULog      = "pdulog"
	Simulator   = "simulator"
	Settings    = "settings"
)

// badge is a count in the rail.
type badge struct {
	text  string
	color fyne.ThemeColorName
}

// row is one screen in the rail.
type row struct {
	name, label, group string
	icon               fyne.Resource
	build              func(*Shell) screen
	badge              func(numbers) badge // nil: none
}

const (
	groupMessages = "MESSAGES"
	groupNetwork  = "NETWORK"
	groupFoot     = "foot" // stands below the links
)

// screens are the rows of the rail, in order.
func screens() []row {
	return []row{
		{name: Overview, label: words.T("Overview"), icon: fyneTheme.GridIcon(), build: func(s *Shell) screen {
			return overview.New(overview.Deps{Engine: s.Engine, Archive: s.Archive, Files: s.Files, Shell: s})
		}},
		{name: Outbox, label: words.T("Outbox"), group: groupMessages, icon: fyneTheme.MailSendIcon(), badge: func(n numbers) badge { return count(n.counts.Out[gateway.Queued], theme.Muted) }, build: func(s *Shell) screen {
			return outbox.New(outbox.Deps{Engine: s.Engine, Archive: s.Archive, Office: s.Office, Shell: s})
		}},
		{name: Inbox, label: words.T("Inbox"), group: groupMessages, icon: fyneTheme.DownloadIcon(), badge: func(n numbers) badge { return count(n.counts.Unread, theme.Primary) }, build: func(s *Shell) screen {
			return inbox.New(inbox.Deps{Engine: s.Engine, Archive: s.Archive, Office: s.Office, Shell: s})
		}},
		{name: Contacts, label: words.T("Contacts"), group: groupMessages, icon: fyneTheme.AccountIcon(), build: func(s *Shell) screen {
			return contacts.New(contacts.Deps{Engine: s.Engine, Office: s.Office, Shell: s})
		}},
		{name: AutoReplies, label: words.T("Auto-replies"), group: groupMessages, icon: fyneTheme.MailReplyAllIcon(), build: func(s *Shell) screen {
			return autoreplies.New(autoreplies.Deps{Engine: s.Engine, Office: s.Office, Shell: s})
		}},
		{name: Campaigns, label: words.T("Campaigns"), group: groupMessages, icon: fyneTheme.ListIcon(), build: func(s *Shell) screen {
			return campaigns.New(campaigns.Deps{Engine: s.Engine, Archive: s.Archive, Office: s.Office, Shell: s, OptedOut: s.Office.OptedOut})
		}},
		{name: Connections, label: words.T("Connections"), group: groupNetwork, icon: fyneTheme.ComputerIcon(), badge: func(n numbers) badge { return count(int64(n.ill()), theme.Bad) }, build: func(s *Shell) screen {
			return connections.New(connections.Deps{Engine: s.Engine, Archive: s.Archive, Office: s.Office, Shell: s})
		}},
		{name: Routing, label: words.T("Routing"), group: groupNetwork, icon: widgets.RouteIcon(), build: func(s *Shell) screen {
			return routing.New(routing.Deps{Engine: s.Engine, Shell: s})
		}},
		{name: PDULog, label: words.T("PDU log"), group: groupNetwork, icon: fyneTheme.StorageIcon(), build: func(s *Shell) screen {
			return pdulog.New(pdulog.Deps{Engine: s.Engine, Archive: s.Archive, Office: s.Office, Files: s.Files, Shell: s})
		}},
		{name: Simulator, label: words.T("Simulator"), group: groupNetwork, icon: fyneTheme.MediaPlayIcon(), badge: func(n numbers) badge { return n.simulatorBadge() }, build: func(s *Shell) screen {
			return simulator.New(simulator.Deps{Engine: s.Engine, Simulator: s.Simulator, Shell: s})
		}},
		{name: Settings, label: words.T("Settings"), group: groupFoot, icon: fyneTheme.SettingsIcon(), build: func(s *Shell) screen {
			return settings.New(settings.Deps{Engine: s.Engine, Archive: s.Archive, Keeper: s.Keeper, Shell: s, Version: s.Version})
		}},
	}
}
