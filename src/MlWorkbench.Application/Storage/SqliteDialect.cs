using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace MlWorkbench.Application.Storage;

/// <summary>SQLite: one file, one process, one writer at a time.</summary>
internal sealed class SqliteDialect(string connectionString, string file) : IStorageDialect
{
    private static readonly BoolTypeMapping Bool = new("INTEGER");

    /// <summary>The workbench's own database.</summary>
    public SqliteDialect(StorageOptions storage)
        : this($"Data Source={storage.DatabaseFile};Default Timeout={storage.BusySeconds}", storage.DatabaseFile)
    {
    }

    public string SystemName => "sqlite";

    public void Configure(DbContextOptionsBuilder builder) => builder.UseSqlite(connectionString);

    public WorkbenchDbContext CreateContext(DbContextOptions<WorkbenchDbContext> options) => new(options, this);

    public void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite compares text by its bytes.
    }

    public void ConfigureModel(ModelBuilder modelBuilder)
    {
        // NOCASE is a collation of SQLite itself.
    }

    public string TypeName(Type type) => type == typeof(double) ? "REAL" : "TEXT";

    public SqlExpression Like(SqlExpression text, SqlExpression pattern) =>
        new LikeExpression(text, pattern, new SqlConstantExpression(ListQuery.Escape, pattern.TypeMapping), Bool);

    /// <summary>Begins with the write lock of the file.</summary>
    public Task<IDbContextTransaction> BeginWriteAsync(WorkbenchDbContext db, CancellationToken cancellationToken) => db.Database.BeginTransactionAsync(cancellationToken);

    /// <summary>The driver takes the lock of a writer at the start of any transaction except one of this level. Its reads see one state like any other's.</summary>
    public Task<IDbContextTransaction> BeginReadAsync(WorkbenchDbContext db, CancellationToken cancellationToken) =>
        db.Database.BeginTransactionAsync(IsolationLevel.ReadUncommitted, cancellationToken);

    public Task<IDbContextTransaction?> BeginStoringAsync(WorkbenchDbContext db, CancellationToken cancellationToken) => Task.FromResult<IDbContextTransaction?>(null);

    /// <summary>Also limits the wait of the statement that begins a transaction.</summary>
    public Task LimitWaitAsync(WorkbenchDbContext db, TimeSpan longest, CancellationToken cancellationToken)
    {
        ((SqliteConnection)db.Database.GetDbConnection()).DefaultTimeout = (int)longest.TotalSeconds;
        return Task.CompletedTask;
    }

    public void PostponeSync(WorkbenchDbContext db)
    {
        db.Database.OpenConnection();
        db.Database.ExecuteSqlRaw("PRAGMA synchronous = NORMAL");
    }

    public void RestoreSync(WorkbenchDbContext db) => db.Database.ExecuteSqlRaw("PRAGMA synchronous = FULL");

    public async Task ForbidAuditChangesAsync(WorkbenchDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER IF NOT EXISTS AuditEntriesNoUpdate BEFORE UPDATE ON AuditEntries BEGIN SELECT RAISE(ABORT, 'The audit trail cannot be changed.'); END", cancellationToken);
        await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER IF NOT EXISTS AuditEntriesNoDelete BEFORE DELETE ON AuditEntries BEGIN SELECT RAISE(ABORT, 'The audit trail cannot be changed.'); END", cancellationToken);
        // INSERT OR REPLACE removes the old entry without the trigger on deletes. An entry may therefore only follow the newest one.
        await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER IF NOT EXISTS AuditEntriesOnlyAppend BEFORE INSERT ON AuditEntries WHEN NEW.Sequence IS NOT (SELECT COALESCE(MAX(Sequence), 0) + 1 FROM AuditEntries) BEGIN SELECT RAISE(ABORT, 'The audit trail cannot be changed.'); END", cancellationToken);
    }

    public async Task<string> ReadVersionAsync(WorkbenchDbContext db, CancellationToken cancellationToken) =>
        $"SQLite {await db.Database.SqlQueryRaw<string>("SELECT sqlite_version() AS Value").SingleAsync(cancellationToken)}";

    /// <summary>The file and its write-ahead log, which holds the newest changes.</summary>
    public Task<long> ReadBytesAsync(WorkbenchDbContext db, CancellationToken cancellationToken)
    {
        var log = new FileInfo($"{file}-wal");
        return Task.FromResult(new FileInfo(file).Length + (log.Exists ? log.Length : 0));
    }
}
