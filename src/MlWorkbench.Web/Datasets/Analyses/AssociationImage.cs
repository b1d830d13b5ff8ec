using System.Buffers.Binary;
using System.IO.Compression;
using MlWorkbench.Engine.Datasets.Associations;

namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>An association matrix as a PNG image with one pixel per pair. It stays small for hundreds of columns; a chart needs a number per pair.</summary>
internal static class AssociationImage
{
    private const int BytesPerPixel = 4;
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly (byte Red, byte Green, byte Blue) Positive = (0x0D, 0x94, 0x88);
    private static readonly (byte Red, byte Green, byte Blue) Negative = (0xD5, 0x5E, 0x00);

    /// <summary>Returns the image as a data URL for an image element.</summary>
    public static string DataUrl(AssociationMatrix matrix) => $"data:image/png;base64,{Convert.ToBase64String(Png(matrix))}";

    private static byte[] Png(AssociationMatrix matrix)
    {
        var size = matrix.Columns.Count;
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), size);
        header[8] = 8; // bits per channel
        header[9] = 6; // red, green, blue, alpha
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(matrix, size));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(AssociationMatrix matrix, int size)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            // A row starts with its filter type; 0 is none.
            var line = new byte[1 + (size * BytesPerPixel)];
            for (var row = 0; row < size; row++)
            {
                for (var column = 0; column < size; column++)
                {
                    Paint(line.AsSpan(1 + (column * BytesPerPixel), BytesPerPixel), matrix[row, column]);
                }

                zlib.Write(line);
            }
        }

        return compressed.ToArray();
    }

    /// <summary>Strength sets the opacity, which works on light and dark pages.</summary>
    private static void Paint(Span<byte> pixel, float value)
    {
        (pixel[0], pixel[1], pixel[2]) = value < 0 ? Negative : Positive;
        pixel[3] = (byte)(255 * Math.Min(1, Math.Abs(value)));
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, type), content));
        file.Write(number);
    }

    /// <summary>Computes the CRC-32 of a PNG chunk (ISO 3309) bit by bit.</summary>
    private static uint Checksum(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            checksum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                checksum = (checksum >> 1) ^ (0xEDB88320 & (uint)-(int)(checksum & 1));
            }
        }

        return checksum;
    }
}
