using System.Threading.Channels;

namespace MlWorkbench.Application.Serving;

/// <summary>Calls whose rows wait to be logged, in their order and bounded in rows and bytes. A call finds room for all of its rows or for none.</summary>
internal sealed class PredictionLogBacklog(int mostRows, long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Channel<CallToLog> _calls = Channel.CreateUnbounded<CallToLog>(new UnboundedChannelOptions { SingleReader = true });
    private long _rows;
    private long _bytes;

    /// <summary>A call that was read keeps its room until <see cref="Release"/>.</summary>
    public ChannelReader<CallToLog> Calls => _calls.Reader;

    /// <summary>True when an empty backlog has room for the call.</summary>
    public bool CanEverTake(CallToLog call) => call.Entries.Count <= mostRows && call.Bytes <= mostBytes;

    /// <summary>False when there is no room, or the backlog is closed.</summary>
    public bool TryAdd(CallToLog call)
    {
        lock (_lock)
        {
            if (_rows + call.Entries.Count > mostRows || _bytes + call.Bytes > mostBytes || !_calls.Writer.TryWrite(call))
            {
                return false;
            }

            _rows += call.Entries.Count;
            _bytes += call.Bytes;
            return true;
        }
    }

    public void Release(CallToLog call)
    {
        lock (_lock)
        {
            _rows -= call.Entries.Count;
            _bytes -= call.Bytes;
        }
    }

    /// <summary>Takes no more calls; those inside can still be read.</summary>
    public void Close() => _calls.Writer.TryComplete();
}
