using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets.Imports;

internal sealed class DatasetImportConfiguration : IEntityTypeConfiguration<DatasetImport>
{
    public void Configure(EntityTypeBuilder<DatasetImport> builder)
    {
        builder.Property(import => import.Dataset).UseCollation(WorkbenchDbContext.IgnoresCase);
        builder.HasIndex(import => new { import.ProjectId, import.Dataset });
        builder.HasOne(import => import.Project).WithMany().HasForeignKey(import => import.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(import => import.Source).WithMany().HasForeignKey(import => import.SourceDigest).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(import => import.FromVersion).WithMany().HasForeignKey(import => import.FromVersionId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne(import => import.JoinedWith).WithMany().HasForeignKey(import => import.JoinedWithId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne(import => import.Version).WithMany().HasForeignKey(import => import.VersionId).OnDelete(DeleteBehavior.SetNull);
    }
}
