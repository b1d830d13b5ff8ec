namespace MlWorkbench.Engine.Datasets;

/// <summary>A file that reports which share of its bytes was read. A pass over the rows sets the position of their start; other passes are not counted.</summary>
/// <param name="report">Receives 0 to 1 after each read.</param>
internal sealed class CountedFile(string path, Action<double> report) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan)
{
    private bool _isCounted;

    public override long Position
    {
        get => base.Position;
        set
        {
            base.Position = value;
            _isCounted = true;
        }
    }

    /// <summary>The base class calls it for every other way to read.</summary>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        if (_isCounted)
        {
            report((double)Position / Math.Max(1, Length));
        }

        return read;
    }
}
