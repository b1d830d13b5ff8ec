using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MlWorkbench.Application.Storage.Backups;

/// <summary>Creates contexts that read a database file other than the workbench's own.</summary>
internal sealed class FileContexts(string file) : IDbContextFactory<WorkbenchDbContext>
{
    private readonly DbContextOptions<WorkbenchDbContext> _options = new DbContextOptionsBuilder<WorkbenchDbContext>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString())
        .Options;

    public WorkbenchDbContext CreateDbContext() => new(_options);
}
