using System.Data;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using Npgsql;

namespace MlWorkbench.Application.Storage.Postgres;

/// <summary>PostgreSQL: several processes on one server. Advisory locks order the writers as SQLite's file lock does.</summary>
internal sealed class PostgresDialect(StorageOptions storage) : IStorageDialect
{
    /// <summary>The collation that compares text by its bytes.</summary>
    private const string ByBytes = "C";

    /// <summary>Held by the process that upgrades the schema.</summary>
    internal const long UpgradeLock = 0x6D6C_7701;

    private const long WriteLock = 0x6D6C_7702;
    private const long StoringLock = 0x6D6C_7703;

    /// <summary>Detects a lost server by network probes, because statements themselves have no time limit.</summary>
    private const int ProbeSeconds = 30;

    private static readonly BoolTypeMapping Bool = new("boolean", System.Data.DbType.Boolean);

    public string SystemName => "postgresql";

    public void Configure(DbContextOptionsBuilder builder) =>
        builder.UseNpgsql(ConnectionString(), server => server.SetPostgresVersion(PostgresVersion.Minimum, 0).CommandTimeout(0));

    public WorkbenchDbContext CreateContext(DbContextOptions<WorkbenchDbContext> options) => new PostgresDbContext(options, this);

    public void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().UseCollation(ByBytes);
        configurationBuilder.Properties<Enum>().UseCollation(ByBytes);
        configurationBuilder.Properties<Statement>().UseCollation(ByBytes);
        configurationBuilder.Properties<DatasetSource>().UseCollation(ByBytes);
    }

    /// <summary>Creates the collation of names, which SQLite has built in: letters differ only in more than their case.</summary>
    public void ConfigureModel(ModelBuilder modelBuilder) =>
        modelBuilder.HasCollation(WorkbenchDbContext.IgnoresCase, "und-u-ks-level2", "icu", deterministic: false);

    public string TypeName(Type type) => type == typeof(double) ? "double precision" : type == typeof(Guid) ? "uuid" : "text";

    public SqlExpression Like(SqlExpression text, SqlExpression pattern) =>
        new LikeExpression(Lower(text), Lower(pattern), new SqlConstantExpression(ListQuery.Escape, pattern.TypeMapping), Bool);

    /// <summary>Takes the lock before the first read, so that every statement sees the writes of the transaction before it.</summary>
    public Task<IDbContextTransaction> BeginWriteAsync(WorkbenchDbContext db, CancellationToken cancellationToken) =>
        BeginAsync(db, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({WriteLock})"), cancellationToken);

    public Task<IDbContextTransaction> BeginReadAsync(WorkbenchDbContext db, CancellationToken cancellationToken) =>
        db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    /// <summary>Waits without limit, as the threads of one process do.</summary>
    public async Task<IDbContextTransaction?> BeginStoringAsync(WorkbenchDbContext db, CancellationToken cancellationToken) =>
        await BeginAsync(
            db,
            string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock({StoringLock})"),
            cancellationToken);

    /// <summary>The setting ends when the connection returns to its pool.</summary>
    public async Task LimitWaitAsync(WorkbenchDbContext db, TimeSpan longest, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT set_config('lock_timeout', {Milliseconds(longest)}, false)", cancellationToken);
    }

    public void PostponeSync(WorkbenchDbContext db)
    {
        db.Database.OpenConnection();
        db.Database.ExecuteSqlRaw("SET synchronous_commit = off");
    }

    public void RestoreSync(WorkbenchDbContext db)
    {
        // The setting ends when the connection returns to its pool.
    }

    public Task ForbidAuditChangesAsync(WorkbenchDbContext db, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(
        """
        DO $do$
        BEGIN
          IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'AuditEntriesOnlyAppend' AND tgrelid = '"AuditEntries"'::regclass) THEN
            CREATE OR REPLACE FUNCTION "RefuseAuditChange"() RETURNS trigger LANGUAGE plpgsql AS $refuse$
            BEGIN
              RAISE EXCEPTION 'The audit trail cannot be changed.';
            END $refuse$;
            CREATE OR REPLACE FUNCTION "RequireNextAuditEntry"() RETURNS trigger LANGUAGE plpgsql AS $next$
            BEGIN
              IF NEW."Sequence" IS DISTINCT FROM (SELECT COALESCE(MAX("Sequence"), 0) + 1 FROM "AuditEntries") THEN
                RAISE EXCEPTION 'The audit trail cannot be changed.';
              END IF;
              RETURN NEW;
            END $next$;
            CREATE TRIGGER "AuditEntriesNoChange" BEFORE UPDATE OR DELETE ON "AuditEntries"
              FOR EACH ROW EXECUTE FUNCTION "RefuseAuditChange"();
            CREATE TRIGGER "AuditEntriesNoTruncate" BEFORE TRUNCATE ON "AuditEntries" FOR EACH STATEMENT EXECUTE FUNCTION "RefuseAuditChange"();
            CREATE TRIGGER "AuditEntriesOnlyAppend" BEFORE INSERT ON "AuditEntries" FOR EACH ROW EXECUTE FUNCTION "RequireNextAuditEntry"();
          END IF;
        END $do$
        """,
        cancellationToken);

    public async Task<string> ReadVersionAsync(WorkbenchDbContext db, CancellationToken cancellationToken) =>
        $"PostgreSQL {await db.Database.SqlQueryRaw<string>("SELECT current_setting('server_version') AS \"Value\"").SingleAsync(cancellationToken)}";

    public async Task<long> ReadBytesAsync(WorkbenchDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQueryRaw<long>("SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancellationToken);

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static async Task<IDbContextTransaction> BeginAsync(WorkbenchDbContext db, string takeLock, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.Database.ExecuteSqlRawAsync(takeLock, cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lower case of ASCII letters only, as LIKE of SQLite compares them. The collation of names does not support LIKE.</summary>
    private static SqlFunctionExpression Lower(SqlExpression text) =>
        new("lower", [new CollateExpression(text, ByBytes)], nullable: true, argumentsPropagateNullability: [true], typeof(string), text.TypeMapping);

    private string ConnectionString()
    {
        var connection = ReadConnection();
        (connection.TcpKeepAlive, connection.TcpKeepAliveTime) = (true, ProbeSeconds);
        connection.ApplicationName ??= "MlWorkbench";
        connection.Options = $"{connection.Options} -c lock_timeout={Milliseconds(TimeSpan.FromSeconds(storage.BusySeconds))}".Trim();
        return connection.ConnectionString;
    }

    private NpgsqlConnectionStringBuilder ReadConnection()
    {
        try
        {
            if (new NpgsqlConnectionStringBuilder(storage.ConnectionString) is { Host: not null } connection)
            {
                return connection;
            }
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            // The error of the parser can contain the password.
        }

        throw new WorkbenchException(ErrorKind.Unavailable, "connection_string_invalid",
            "Storage:Provider is postgresql, and ConnectionStrings:Workbench is missing or is not a connection string. " +
            "Set it, for example to Host=localhost;Database=workbench;Username=workbench;Password=…");
    }
}
