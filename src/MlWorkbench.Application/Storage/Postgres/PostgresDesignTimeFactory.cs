using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MlWorkbench.Application.Storage.Postgres;

/// <summary>Used by the <c>dotnet ef</c> command only, to add migrations.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresDbContext>
{
    public PostgresDbContext CreateDbContext(string[] args)
    {
        var dialect = new PostgresDialect(new StorageOptions { ConnectionString = "Host=localhost" });
        var builder = new DbContextOptionsBuilder<WorkbenchDbContext>();
        dialect.Configure(builder);
        return new PostgresDbContext(builder.Options, dialect);
    }
}
