using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MlWorkbench.Application.Storage.Backups;

/// <summary>Creates contexts that read a database file other than the workbench's own.</summary>
internal sealed class FileContexts : IDbContextFactory<WorkbenchDbContext>
{
    private readonly SqliteDialect _dialect;
    private readonly DbContextOptions<WorkbenchDbContext> _options;

    public FileContexts(string file)
    {
        _dialect = new SqliteDialect(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString(), file);
        var builder = new DbContextOptionsBuilder<WorkbenchDbContext>();
        _dialect.Configure(builder);
        _options = builder.Options;
    }

    public WorkbenchDbContext CreateDbContext() => _dialect.CreateContext(_options);
}
