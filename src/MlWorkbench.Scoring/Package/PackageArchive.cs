using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace MlWorkbench.Scoring.Package;

/// <summary>The checked content of a package's zip: every file is named in the manifest, has its size and its digest, and is within the limits.</summary>
internal sealed class PackageArchive
{
    /// <summary>Most files.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>Most bytes of all files together, uncompressed.</summary>
    public const long MaxBytes = 1L << 30;

    private const long MaxManifestBytes = 1 << 20;

    private readonly Dictionary<string, byte[]> _contents;

    private PackageArchive(PackageManifest manifest, Dictionary<string, byte[]> contents) => (Manifest, _contents) = (manifest, contents);

    public PackageManifest Manifest { get; }

    /// <exception cref="InvalidPackageException">The package is damaged or not one.</exception>
    public static PackageArchive Open(Stream stream)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return Read(zip);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException or IOException)
        {
            throw new InvalidPackageException("The file is not a model package, or it is cut off: it cannot be read as a zip.", error);
        }
    }

    public byte[] Get(string name) =>
        Find(name) ?? throw new InvalidPackageException($"The package has no {name}.");

    public byte[]? Find(string name) => _contents.GetValueOrDefault(name);

    private static PackageArchive Read(ZipArchive zip)
    {
        if (zip.Entries.Count > MaxEntries)
        {
            throw new InvalidPackageException($"The package has {zip.Entries.Count} files; at most {MaxEntries} are allowed.");
        }

        var files = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            if (!files.TryAdd(entry.FullName, entry))
            {
                throw new InvalidPackageException($"The package has {entry.FullName} twice.");
            }
        }

        var manifest = ReadManifest(files);
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var left = MaxBytes;
        foreach (var entry in manifest.Entries)
        {
            if (!files.Remove(entry.Name, out var file))
            {
                throw new InvalidPackageException($"The package lacks {entry.Name}, which its manifest names.");
            }

            contents.Add(entry.Name, ReadEntry(file, entry, left));
            left -= entry.Bytes;
        }

        return files.Count == 0
            ? new PackageArchive(manifest, contents)
            : throw new InvalidPackageException($"The package has {files.Keys.First()}, which its manifest does not name.");
    }

    private static PackageManifest ReadManifest(Dictionary<string, ZipArchiveEntry> files)
    {
        if (!files.Remove(PackageNames.Manifest, out var file))
        {
            throw new InvalidPackageException($"The package has no {PackageNames.Manifest}.");
        }

        PackageManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(ReadBytes(file, MaxManifestBytes), PackageJson.Default.PackageManifest);
        }
        catch (JsonException error)
        {
            throw new InvalidPackageException($"The package's {PackageNames.Manifest} cannot be read.", error);
        }

        if (manifest?.Entries is null || manifest.Entries.Any(entry => entry?.Name is null || entry.Sha256 is null || entry.Bytes < 0))
        {
            throw new InvalidPackageException($"The package's {PackageNames.Manifest} is incomplete.");
        }

        return manifest.Format is >= 1 and <= PackageManifest.CurrentFormat
            ? manifest
            : throw new InvalidPackageException($"The package has format {manifest.Format}; this program reads up to {PackageManifest.CurrentFormat}.");
    }

    private static byte[] ReadEntry(ZipArchiveEntry file, PackageEntry entry, long limit)
    {
        if (entry.Bytes > limit)
        {
            throw new InvalidPackageException($"The package holds more than {MaxBytes >> 20} MB.");
        }

        var content = ReadBytes(file, entry.Bytes);
        return content.Length == entry.Bytes && Convert.ToHexStringLower(SHA256.HashData(content)) == entry.Sha256
            ? content
            : throw new InvalidPackageException($"The package is damaged: {entry.Name} does not have the size and digest that its manifest gives.");
    }

    // The sizes that a zip claims are not to be believed: what really comes out is counted.
    private static byte[] ReadBytes(ZipArchiveEntry file, long limit)
    {
        using var source = file.Open();
        using var target = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            if (target.Length + read > limit)
            {
                throw new InvalidPackageException($"The package's {file.FullName} is larger than the {limit} bytes that it may have.");
            }

            target.Write(buffer, 0, read);
        }

        return target.ToArray();
    }
}
