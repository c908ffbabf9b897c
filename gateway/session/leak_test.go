package session

import (
	"testing"

	"go.uber.org/goleak"

	"relay/gateway/leaks"
)

var watched leaks.Watch

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
