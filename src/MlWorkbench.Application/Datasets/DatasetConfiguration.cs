using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets;

internal sealed class DatasetConfiguration : IEntityTypeConfiguration<Dataset>, IEntityTypeConfiguration<DatasetVersion>
{
    public void Configure(EntityTypeBuilder<Dataset> builder)
    {
        builder.Property(dataset => dataset.Name).UseCollation(WorkbenchDbContext.IgnoresCase);
        builder.HasIndex(dataset => new { dataset.ProjectId, dataset.Name }).IsUnique();
        builder.HasIndex(dataset => new { dataset.ProjectId, dataset.Spelling }).IsUnique();
        builder.HasIndex(dataset => new { dataset.ProjectId, dataset.Look }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(dataset => dataset.ProjectId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DatasetVersion> builder)
    {
        builder.HasIndex(version => new { version.DatasetId, version.Number }).IsUnique();
        builder.HasOne(version => version.Dataset).WithMany(dataset => dataset.Versions).HasForeignKey(version => version.DatasetId).OnDelete(DeleteBehavior.Restrict);
        // Checked at the end of a statement, so that a dataset can be deleted with versions derived from each other.
        builder.HasOne(version => version.DerivedFrom).WithMany().HasForeignKey(version => version.DerivedFromId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne(version => version.JoinedWith).WithMany().HasForeignKey(version => version.JoinedWithId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Content>().WithMany().HasForeignKey(version => version.Digest).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Content>().WithMany().HasForeignKey(version => version.SourceDigest).OnDelete(DeleteBehavior.Restrict);
    }
}
