using System.Buffers.Binary;

namespace MlWorkbench.Engine.Datasets.Workbooks;

/// <summary>Measures the directory at the end of a ZIP archive before it is read into memory (PKWARE APPNOTE, 4.3.12 to 4.3.16).</summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int LocatorBytes = 20;
    private const int MostBytes = 4 << 20;

    /// <exception cref="InvalidDataException">The archive has no directory, or its directory is too long for a workbook.</exception>
    public static void RequireBounded(FileStream file)
    {
        var end = new byte[Math.Min(file.Length, EndBytes + LongestComment + LocatorBytes)];
        file.Position = file.Length - end.Length;
        file.ReadExactly(end);
        var at = end.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || end.Length - at < EndBytes)
        {
            throw new InvalidDataException("The archive has no directory.");
        }

        var start = (long)BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(at + 16));
        if (start == uint.MaxValue && at >= LocatorBytes)
        {
            start = ReadLongStart(file, BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(at - LocatorBytes + 8)));
        }

        if (start < 0 || start > file.Length || file.Length - start > MostBytes)
        {
            throw new InvalidDataException($"The directory of the archive is longer than {MostBytes} bytes, or is outside the archive.");
        }
    }

    /// <summary>Start of the directory in an archive of more than 4 GB, or one in the same format.</summary>
    private static long ReadLongStart(FileStream file, long record)
    {
        const int Bytes = 56;
        if (record < 0 || record > file.Length - Bytes)
        {
            throw new InvalidDataException("The directory of the archive is outside the archive.");
        }

        var bytes = new byte[Bytes];
        file.Position = record;
        file.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(48));
    }
}
