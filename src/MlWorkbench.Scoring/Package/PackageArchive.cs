using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace MlWorkbench.Scoring.Package;

/// <summary>The checked content of a package's zip archive: the manifest lists every file, sizes and digests match, and the limits are met.</summary>
internal sealed class PackageArchive
{
    /// <summary>Maximum number of files.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>Maximum size of all files together, uncompressed.</summary>
    public const long MaxBytes = 1L << 30;

    private const long MaxManifestBytes = 1 << 20;

    private readonly Dictionary<string, byte[]> _contents;

    private PackageArchive(PackageManifest manifest, Dictionary<string, byte[]> contents) => (Manifest, _contents) = (manifest, contents);

    public PackageManifest Manifest { get; }

    /// <exception cref="InvalidPackageException">The package is damaged, or is not a model package.</exception>
    public static PackageArchive Open(Stream stream)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return Read(zip);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException or IOException)
        {
            throw new InvalidPackageException("The file is not a model package, or it is truncated: it cannot be read as a zip archive.", error);
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
                throw new InvalidPackageException($"The package contains {entry.FullName} twice.");
            }
        }

        var manifest = ReadManifest(files);
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var left = MaxBytes;
        foreach (var entry in manifest.Entries)
        {
            if (!files.Remove(entry.Name, out var file))
            {
                throw new InvalidPackageException($"The package lacks {entry.Name}, which its manifest lists.");
            }

            contents.Add(entry.Name, ReadEntry(file, entry, left));
            left -= entry.Bytes;
        }

        return files.Count == 0
            ? new PackageArchive(manifest, contents)
            : throw new InvalidPackageException($"The package has {files.Keys.First()}, which its manifest does not list.");
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
            throw new InvalidPackageException($"The package is larger than {MaxBytes >> 20} MB.");
        }

        var content = ReadBytes(file, entry.Bytes);
        return content.Length == entry.Bytes && Convert.ToHexStringLower(SHA256.HashData(content)) == entry.Sha256
            ? content
            : throw new InvalidPackageException($"The package is damaged: {entry.Name} does not have the size and digest of its manifest.");
    }

    // The declared sizes of a zip archive can be false, so the decompressed bytes are counted.
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
                throw new InvalidPackageException($"The package's {file.FullName} is larger than the limit of {limit} bytes.");
            }

            target.Write(buffer, 0, read);
        }

        return target.ToArray();
    }
}
