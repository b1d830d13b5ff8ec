namespace MlWorkbench.Application.Storage;

/// <summary>Tells whether this program can work with the schema of a database.</summary>
internal static class SchemaFit
{
    /// <summary>Null when it can; else a stable code and why it cannot, in sentences that go on from the name of the file.</summary>
    /// <param name="applied">Migrations of the database, oldest first.</param>
    /// <param name="known">Migrations of this program, oldest first.</param>
    public static (string Code, string Reason)? FindProblem(IEnumerable<string> applied, IEnumerable<string> known)
    {
        if (applied.Except(known, StringComparer.Ordinal).LastOrDefault() is not { } found)
        {
            return null;
        }

        var expected = known.Last();
        // A migration's name begins with the time at which it was written.
        return string.CompareOrdinal(found, expected) > 0
            ? ("schema_newer", $"has the schema {found}, and this program knows schemas up to {expected}: a newer MlWorkbench wrote it. Use that version, or restore a backup that this version made.")
            : ("schema_unknown", $"has the schema {found}, and this program expects {expected}: an earlier build that was never released wrote it, and there is no upgrade from its schema. Use that build, or begin in an empty folder with Storage:Path.");
    }
}
