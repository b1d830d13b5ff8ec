using System.Runtime.CompilerServices;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests;

/// <summary>A test of the database file itself. Skipped where the database is on a server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqliteFactAttribute : FactAttribute
{
    /// <summary>The reason to skip tests of the file. Null if they run.</summary>
    internal static readonly string? WhyNot = TestDatabase.IsPostgres ? "Tests the database file of SQLite." : null;

    public SqliteFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = WhyNot;
}
