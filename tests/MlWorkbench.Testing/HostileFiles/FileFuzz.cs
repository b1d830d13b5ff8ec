using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Testing.HostileFiles;

/// <summary>
/// Damages files of every supported kind and imports them as an upload does. A seed determines the places and kinds of damage.
/// Each file must become a table or be refused with a code and a sentence.
/// </summary>
/// <param name="folder">Folder of the damaged files.</param>
/// <param name="isAlone">Whether nothing else runs in the process, so that time and memory are those of the file and are checked too.</param>
public sealed class FileFuzz(string folder, bool isAlone = false)
{
    private const int MostBlows = 6;

    /// <summary>Far above the needs of the files, which have a few kilobytes.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Endless = TimeSpan.FromMinutes(5);

    private const long MuchMemory = 2_000_000_000;

    private static readonly byte[][] Fragments =
    [
        [0], [0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x80], "\""u8.ToArray(), "\r\n"u8.ToArray(), "<!--"u8.ToArray(),
        "PAR1"u8.ToArray(), "PK\u0001\u0002"u8.ToArray(), "1e999"u8.ToArray(), "\u0000\u0001"u8.ToArray(), [0xED, 0xA0, 0x80], [0x1C, 0x1C, 0x1C, 0x1C],
    ];

    private static readonly (string Kind, byte[] Bytes)[] Seeds =
    [
        ("csv", Encoding.UTF8.GetBytes(Text)),
        ("csv.gz", Pack(Text)),
        ("zip", Zip(Text)),
        ("parquet", new ForgedParquet().ToArray()),
        ("parquet", Read("duckdb.parquet")),
        ("xlsx", new ForgedWorkbook().ToArray()),
        ("xlsx", Read("exceljs.xlsx")),
    ];

    private static string Text => "id,name,when,share\n" + string.Concat(Enumerable.Range(1, 60).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row},\"name {row % 7}, \"\"quoted\"\"\",2024-02-{1 + (row % 28):00},{row / 8.0}\n")));

    /// <summary>The kinds of files, damaged in turn.</summary>
    public static IReadOnlyList<string> Kinds => [.. Seeds.Select(seed => seed.Kind).Distinct()];

    /// <summary>Counts of imported and refused files.</summary>
    public (int Read, int Refused) Counts { get; private set; }

    /// <summary>Imports one damaged file. Returns the fault of the import, or null.</summary>
    public async Task<string?> RunAsync(int seed, CancellationToken cancellationToken)
    {
        var (kind, bytes) = Seeds[seed % Seeds.Length];
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"damaged-{seed}"));
        await File.WriteAllBytesAsync(path, Damage(bytes, new Random(seed)), cancellationToken);
        var (clock, allocated) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        var import = Task.Run(() => ImportAsync(path, cancellationToken), cancellationToken);
        if (await Task.WhenAny(import, Task.Delay(Endless, cancellationToken)) != import)
        {
            return $"{kind}, seed {seed}: does not finish within {Endless}";
        }

        var fault = await import;
        File.Delete(path);
        File.Delete($"{path}.arrow");
        return (fault, isAlone && clock.Elapsed > Slow, isAlone && GC.GetTotalAllocatedBytes() - allocated > MuchMemory) switch
        {
            ({ } what, _, _) => $"{kind}, seed {seed}: {what}",
            (_, true, _) => $"{kind}, seed {seed}: took {clock.Elapsed}",
            (_, _, true) => $"{kind}, seed {seed}: took {GC.GetTotalAllocatedBytes() - allocated} bytes of memory in all",
            _ => null,
        };
    }

    private async Task<string?> ImportAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var reader = await TableFile.InspectAsync(path, new ImportRoom(folder) { SmallTableCells = 1_000_000, CellsPerByte = 100 }, DatasetImportOptions.Inferred, cancellationToken);
            await using var arrow = File.Create($"{path}.arrow");
            var profile = await TableToArrow.WriteAndProfileAsync(reader, arrow, arrow.Name, new ImportRoom(folder), cancellationToken);
            Counts = Counts with { Read = Counts.Read + 1 };
            return profile.Rows == reader.RowCount && profile.Rows > 0 ? null : $"has {profile.Rows} rows, but the reader counted {reader.RowCount}";
        }
        catch (EngineException refused)
        {
            Counts = Counts with { Refused = Counts.Refused + 1 };
            return refused.Code.Length > 0 && refused.Message.EndsWith('.') ? null : $"is refused without a sentence: {refused.Message}";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"ends in {exception}";
        }
    }

    /// <summary>Changes, removes, repeats or inserts bytes. In half of the archives, the damage is inside, before the compression.</summary>
    private static byte[] Damage(byte[] bytes, Random random) => bytes is [(byte)'P', (byte)'K', ..] && random.Next(2) == 0 ? DamageParts(bytes, random) : Strike(bytes, random);

    private static byte[] DamageParts(byte[] archive, Random random)
    {
        using var damaged = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(archive)))
        using (var to = new ZipArchive(damaged, ZipArchiveMode.Create, leaveOpen: true))
        {
            var chosen = random.Next(from.Entries.Count);
            foreach (var (index, entry) in from.Entries.Index())
            {
                using var part = new MemoryStream();
                using (var content = entry.Open())
                {
                    content.CopyTo(part);
                }

                using var target = to.CreateEntry(entry.FullName).Open();
                target.Write(index == chosen && part.Length > 0 ? Strike(part.ToArray(), random) : part.ToArray());
            }
        }

        return damaged.ToArray();
    }

    private static byte[] Strike(byte[] bytes, Random random)
    {
        var struck = bytes.ToList();
        for (var blows = random.Next(1, MostBlows); blows > 0 && struck.Count > 0; blows--)
        {
            // The ends of a file contain its kind and the places of its parts.
            var at = random.Next(3) == 0 ? Math.Max(0, struck.Count - 1 - random.Next(Math.Min(struck.Count, 600))) : random.Next(struck.Count);
            switch (random.Next(5))
            {
                case 0:
                    struck[at] = (byte)random.Next(256);
                    break;
                case 1:
                    struck[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    struck.RemoveRange(at, Math.Min(random.Next(1, 20), struck.Count - at));
                    break;
                case 3:
                    struck.InsertRange(at, struck.GetRange(at, random.Next(1, Math.Min(2_000, struck.Count - at) + 1)));
                    break;
                default:
                    var fragment = Fragments[random.Next(Fragments.Length)];
                    struck.RemoveRange(at, Math.Min(fragment.Length, struck.Count - at));
                    struck.InsertRange(at, fragment);
                    break;
            }
        }

        return [.. struck];
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static byte[] Zip(string text)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            ForgedWorkbook.Add(archive, "table.csv", text);
        }

        return file.ToArray();
    }

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "TestData", "Files", name));
}
