using System.Runtime.CompilerServices;

namespace MlWorkbench.Application.Tests;

/// <summary>Tests of the database file itself. Skipped where the database is on a server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqliteTheoryAttribute : TheoryAttribute
{
    public SqliteTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = SqliteFactAttribute.WhyNot;
}
