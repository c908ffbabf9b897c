//go:build !unix

package session

import "net"

// tryWriterOf returns nil: here every write is the writer's.
func tryWriterOf(net.Conn) tryWriter { return nil }
