package app

import (
	"io"
	"path/filepath"
	"regexp"

	"github.com/sirupsen/logrus"
	"gopkg.in/natefinch/lumberjack.v2"
)

// newLog logs to a writer; serve uses stderr.
func newLog(w io.Writer) *logrus.Logger {
	l := logrus.New()
	l.SetOutput(w)
	l.SetFormatter(&logrus.TextFormatter{DisableColors: true, FullTimestamp: true})
	l.AddHook(redact{})
	return l
}

// fileLog is the window's log, in the data folder: at most 5 files of 5 MB.
func fileLog(folder string) (*logrus.Logger, io.Closer) {
	w := &lumberjack.Logger{Filename: filepath.Join(folder, "logs", "relay.log"), MaxSize: 5, MaxBackups: 4, MaxAge: 30}
	return newLog(w), w
}

// redact masks phone numbers in every entry: 4477••••0123. Passwords never
// reach the log, since gateway.Secret prints as dots.
type redact struct{}

func (redact) Levels() []logrus.Level { return logrus.AllLevels }

var longNumber = regexp.MustCompile(`\+?\b\d{9,15}\b`)

func (redact) Fire(e *logrus.Entry) error {
	e.Message = longNumber.ReplaceAllStringFunc(e.Message, maskNumber)
	for k, v := range e.Data {
		if s, ok := v.(string); ok {
			e.Data[k] = longNumber.ReplaceAllStringFunc(s, maskNumber)
		}
	}
	return nil
}

func maskNumber(s string) string {
	return s[:4] + "••••" + s[len(s)-4:]
}
