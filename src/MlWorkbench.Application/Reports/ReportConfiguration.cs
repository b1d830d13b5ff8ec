using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Experiments.Runs;

namespace MlWorkbench.Application.Reports;

internal sealed class ReportConfiguration : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.HasIndex(report => report.TokenHash).IsUnique();
        builder.HasOne<Storage.Content>().WithMany().HasForeignKey(report => report.ContentDigest).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Run>().WithMany().HasForeignKey(report => report.RunId).OnDelete(DeleteBehavior.Restrict);
    }
}
