using System.Threading.Channels;

namespace MlWorkbench.Application.Serving;

/// <summary>Calls whose rows wait to be logged, in their order. Limited in rows and bytes: a call is accepted with all of its rows or not at all.</summary>
internal sealed class PredictionLogBacklog(int mostRows, long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Channel<CallToLog> _calls = Channel.CreateUnbounded<CallToLog>(new UnboundedChannelOptions { SingleReader = true });
    private long _rows;
    private long _bytes;

    /// <summary>A call that was read occupies its space until <see cref="Release"/>.</summary>
    public ChannelReader<CallToLog> Calls => _calls.Reader;

    /// <summary>Number of rows that are not written yet.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Used share of the rows or of the bytes, the larger one: 0 to 1.</summary>
    public double Fill => Math.Max((double)Rows / mostRows, (double)Interlocked.Read(ref _bytes) / mostBytes);

    /// <summary>True if an empty backlog has space for the call.</summary>
    public bool CanEverTake(CallToLog call) => call.Entries.Count <= mostRows && call.Bytes <= mostBytes;

    /// <summary>False if there is no space, or the backlog is closed.</summary>
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

    /// <summary>Accepts no more calls. Waiting calls can still be read.</summary>
    public void Close() => _calls.Writer.TryComplete();
}
