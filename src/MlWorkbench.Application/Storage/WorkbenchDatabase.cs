namespace MlWorkbench.Application.Storage;

/// <summary>Prepares the database at start: creates it, or upgrades it to the newest schema.</summary>
public abstract class WorkbenchDatabase
{
    /// <summary>Call it with the <see cref="InstanceLock"/> acquired and before any other use of the database.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    /// <param name="database">Name of the database in sentences.</param>
    /// <exception cref="WorkbenchException">This program cannot work with the schema.</exception>
    private protected static void RequireKnownSchema(string database, IEnumerable<string> applied, IEnumerable<string> known)
    {
        if (SchemaFit.FindProblem(applied, known) is var (code, reason))
        {
            throw new WorkbenchException(ErrorKind.Unavailable, code, $"The database '{database}' {reason}");
        }
    }
}
