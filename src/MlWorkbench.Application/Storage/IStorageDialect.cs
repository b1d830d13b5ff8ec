using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace MlWorkbench.Application.Storage;

/// <summary>The statements and settings that differ between database systems. All other code is the same for each.</summary>
internal interface IStorageDialect
{
    /// <summary>Name of the database system in metrics, as in the semantic conventions of OpenTelemetry.</summary>
    string SystemName { get; }

    /// <summary>Chooses the provider and the connection.</summary>
    void Configure(DbContextOptionsBuilder builder);

    WorkbenchDbContext CreateContext(DbContextOptions<WorkbenchDbContext> options);

    /// <summary>Sets column types and collations, so that text has the same order and names the same equality in each system.</summary>
    void ConfigureConventions(ModelConfigurationBuilder configurationBuilder);

    void ConfigureModel(ModelBuilder modelBuilder);

    /// <summary>Translates <see cref="ListQuery.Matches"/>: LIKE regardless of the case of ASCII letters.</summary>
    SqlExpression Like(SqlExpression text, SqlExpression pattern);

    /// <summary>The type of a column of texts, numbers or ids, for statements in SQL.</summary>
    string TypeName(Type type);

    /// <summary>Begins a transaction that writes. One runs at a time, so that it can read first and write later.</summary>
    Task<IDbContextTransaction> BeginWriteAsync(WorkbenchDbContext db, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that only reads, all of it from the same state of the database. It holds up no writer.</summary>
    Task<IDbContextTransaction> BeginReadAsync(WorkbenchDbContext db, CancellationToken cancellationToken);

    /// <summary>Waits until no other process stores or removes contents of datasets. Null if there are no other processes.</summary>
    Task<IDbContextTransaction?> BeginStoringAsync(WorkbenchDbContext db, CancellationToken cancellationToken);

    /// <summary>Limits how long the context's statements wait for a lock. A longer wait ends with <c>storage_busy</c>.</summary>
    Task LimitWaitAsync(WorkbenchDbContext db, TimeSpan longest, CancellationToken cancellationToken);

    /// <summary>Opens the context's connection for writes that need not be on the disk before a later commit of another connection.</summary>
    void PostponeSync(WorkbenchDbContext db);

    void RestoreSync(WorkbenchDbContext db);

    /// <summary>Makes the audit chain append-only for the program itself too. An edit by other means breaks the chain's hashes.</summary>
    Task ForbidAuditChangesAsync(WorkbenchDbContext db, CancellationToken cancellationToken);

    /// <summary>Name and version of the database system.</summary>
    Task<string> ReadVersionAsync(WorkbenchDbContext db, CancellationToken cancellationToken);

    /// <summary>Bytes of the database.</summary>
    Task<long> ReadBytesAsync(WorkbenchDbContext db, CancellationToken cancellationToken);
}
