using Microsoft.EntityFrameworkCore;

namespace MlWorkbench.Application.Storage.Postgres;

/// <summary>The same rows on PostgreSQL. A class of its own, because a class has one set of migrations.</summary>
internal sealed class PostgresDbContext(DbContextOptions<WorkbenchDbContext> options, PostgresDialect dialect) : WorkbenchDbContext(options, dialect);
