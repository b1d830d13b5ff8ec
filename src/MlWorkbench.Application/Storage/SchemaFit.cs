namespace MlWorkbench.Application.Storage;

/// <summary>Decides whether this program can work with the schema of a database.</summary>
internal static class SchemaFit
{
    /// <summary>Null if it can. Otherwise a stable code and the reason, as sentences that continue the name of the file.</summary>
    /// <param name="applied">Migrations of the database, oldest first.</param>
    /// <param name="known">Migrations of this program, oldest first.</param>
    public static (string Code, string Reason)? FindProblem(IEnumerable<string> applied, IEnumerable<string> known)
    {
        if (applied.Except(known, StringComparer.Ordinal).LastOrDefault() is not { } found)
        {
            return null;
        }

        var expected = known.Last();
        // A migration's name starts with the time at which it was written.
        return string.CompareOrdinal(found, expected) > 0
            ? ("schema_newer",
                $"has the schema {found}, and this program knows schemas up to {expected}: a newer MlWorkbench wrote it. " +
                "Use that version, or restore a backup that this version created.")
            : ("schema_unknown",
                $"has the schema {found}, and this program expects {expected}: an unreleased build wrote it, and its schema cannot be upgraded. " +
                "Use that build, or set Storage:Path to an empty folder.");
    }
}
