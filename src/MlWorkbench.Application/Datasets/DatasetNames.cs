using MlWorkbench.Application.Names;

namespace MlWorkbench.Application.Datasets;

/// <summary>Rules for names of datasets: a name is part of addresses and file names.</summary>
public static class DatasetNames
{
    private const int Longest = 100;
    private const string Marks = " ._-()+,&";

    public static string Require(string name)
    {
        var kept = NameRules.Require(name, "dataset", Longest);
        return !kept.StartsWith('.') && kept.All(IsAllowed)
            ? kept
            : throw WorkbenchException.Invalid("name_invalid",
                $"'{NameRules.Shorten(kept)}' is not a valid name of a dataset. " +
                $"Use 1 to {Longest} letters, digits, spaces and the marks . _ - ( ) + , &, not beginning with a dot.");
    }

    /// <summary>Derives a usable name from a file's name.</summary>
    public static string Suggest(string fileName)
    {
        var name = Path.GetFileNameWithoutExtension(fileName.Replace('\\', '/').Split('/')[^1]);
        var cleaned = new string([.. name.Select(character => IsAllowed(character) ? character : '_').Take(Longest)]).Trim().TrimStart('.').Trim();
        return cleaned.Length == 0 ? "dataset" : cleaned;
    }

    private static bool IsAllowed(char character) => char.IsLetterOrDigit(character) || Marks.Contains(character, StringComparison.Ordinal);
}
