using Microsoft.Win32.SafeHandles;

namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>
/// Checks the page headers of a Parquet file before decompression. Pages must be inside the file, contain as many values as their group has rows,
/// and expand to a size plausible for their file.
/// </summary>
internal sealed class ParquetPages(string path) : IDisposable
{
    private const int UsualHeaderBytes = 4_096;

    /// <summary>Longest header, with the smallest and the largest value of a column of long texts.</summary>
    private const int MostHeaderBytes = 1 << 20;

    /// <summary>Limit of the decompressed pages of one column of a row group, which are in memory together.</summary>
    private const long MostChunkBytes = 512L << 20;

    private const long SmallChunkBytes = 64L << 20;

    /// <summary>Limit of the decompressed size of numbers and dates, which can compress well.</summary>
    private const int WidestNumber = 16;

    private const int LargestRatio = 500;

    /// <summary>Old writers exclude the header of a dictionary from the bytes of its chunk (PARQUET-816).</summary>
    private const int ForgottenBytes = 100;

    private readonly SafeFileHandle _file = File.OpenHandle(path);
    private long _length;

    /// <exception cref="InvalidDataException">The pages do not match the footer.</exception>
    /// <exception cref="EngineException">The pages expand beyond the limit.</exception>
    public void Check(IReadOnlyList<ParquetChunk> chunks, CancellationToken cancellation)
    {
        _length = RandomAccess.GetLength(_file);
        var (packed, unpacked) = (0L, 0L);
        foreach (var chunk in chunks)
        {
            cancellation.ThrowIfCancellationRequested();
            if (chunk.Start < 0 || chunk.Bytes < 0 || chunk.Bytes > _length - chunk.Start || (packed += chunk.Bytes) > _length)
            {
                throw new InvalidDataException($"{chunk} lies outside the file of {_length} bytes, or overlaps another.");
            }

            if (chunk.Values != chunk.GroupRows)
            {
                throw new InvalidDataException($"{chunk} has a number of values that differs from the rows of its group.");
            }

            unpacked += CheckChunk(chunk, cancellation);
            if (unpacked > SmallChunkBytes + (_length * LargestRatio))
            {
                throw new EngineException(
                    "file_too_large",
                    "The Parquet file expands to far more than its size, as harmful files do. "
                    + "Write it again without long repeated texts, or upload the table as CSV.");
            }
        }
    }

    public void Dispose() => _file.Dispose();

    /// <returns>The decompressed size of the pages in bytes.</returns>
    private long CheckChunk(ParquetChunk chunk, CancellationToken cancellation)
    {
        var (position, end, values, unpacked) = (chunk.Start, Math.Min(chunk.Start + chunk.Bytes + ForgottenBytes, _length), 0L, 0L);
        var most = Math.Min(MostChunkBytes, Math.Max(SmallChunkBytes, Math.Max(chunk.Values * WidestNumber, chunk.Bytes * LargestRatio)));
        while (values < chunk.Values)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = ReadHeader(position, end);
            position += page.HeaderBytes;
            if (page.Packed < 0 || page.Packed > end - position || page.Unpacked < 0 || page.Values < 0 || page.DictionaryValues > page.Unpacked || page.LevelBytes > page.Packed)
            {
                throw new InvalidDataException($"The page at {position} does not match its header: {page}.");
            }

            position += page.Packed;
            values += page.Values;
            unpacked += page.Unpacked;
            if (unpacked > most)
            {
                throw new EngineException(
                    "row_group_too_large",
                    "A column of one row group of the Parquet file does not fit into memory. "
                    + "Write the file with smaller row groups, or upload the table as CSV.");
            }
        }

        return values == chunk.Values ? unpacked : throw new InvalidDataException($"The pages of {chunk} hold {values} values.");
    }

    private ParquetPage ReadHeader(long position, long end)
    {
        try
        {
            return ReadHeader(position, end, UsualHeaderBytes);
        }
        catch (EndOfStreamException)
        {
            return ReadHeader(position, end, MostHeaderBytes);
        }
    }

    private ParquetPage ReadHeader(long position, long end, int most)
    {
        var buffer = new byte[Math.Min(most, end - position)];
        var length = RandomAccess.Read(_file, buffer, position);
        return ParquetPage.Read(buffer.AsSpan(0, length));
    }
}
