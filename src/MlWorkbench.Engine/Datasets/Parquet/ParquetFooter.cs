using System.Buffers.Binary;

namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>Checks the end of a Parquet file before anything trusts it: footer, its length as four bytes (little endian), then "PAR1" (Apache Parquet, "File Format").</summary>
internal static class ParquetFooter
{
    private const int MagicBytes = 4;
    private const int TailBytes = 4 + MagicBytes;

    /// <exception cref="InvalidDataException">The footer is longer than the file: a reader would reserve memory for what is not there.</exception>
    public static async Task CheckAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous);
        if (file.Length < MagicBytes + TailBytes)
        {
            throw new InvalidDataException("The file is shorter than an empty Parquet file.");
        }

        var tail = new byte[TailBytes];
        file.Seek(-TailBytes, SeekOrigin.End);
        await file.ReadExactlyAsync(tail, cancellationToken);
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 0 || length > file.Length - MagicBytes - TailBytes)
        {
            throw new InvalidDataException($"The footer claims {length} bytes of a file of {file.Length}.");
        }
    }
}
