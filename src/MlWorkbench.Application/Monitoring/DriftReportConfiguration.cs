using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Datasets;

namespace MlWorkbench.Application.Monitoring;

internal sealed class DriftReportConfiguration : IEntityTypeConfiguration<DriftReport>
{
    public void Configure(EntityTypeBuilder<DriftReport> builder)
    {
        builder.HasIndex(report => new { report.ModelVersionId, report.CreatedAt });
        builder.HasOne(report => report.ModelVersion).WithMany().HasForeignKey(report => report.ModelVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(report => report.ReferenceVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(report => report.CurrentVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}
