import { type ColumnDef, createColumnHelper, type RowData, tableFeatures, useTable } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Failure, Loading } from "./states.tsx";

const features = tableFeatures({});
type Features = typeof features;

declare module "@tanstack/react-table" {
  interface ColumnMeta<TFeatures, TData, TValue> {
    /** Figures stand on the right. */
    align?: "right";
    /** Left out where there is little room. */
    hideOnPhone?: boolean;
    /** Takes what room there is, and cuts off what is longer. */
    grow?: boolean;
  }
}

/** Columns of a `DataTable`, outside of the component or in useMemo: `columnsOf<Row>()((column) => [column.accessor("name", { header: … })])`. */
export function columnsOf<Row extends RowData>() {
  const helper = createColumnHelper<Features, Row>();
  // Columns of different values have no common type but this.
  return (build: (column: typeof helper) => readonly object[]): Columns<Row> => [...build(helper)] as Columns<Row>;
}

export type Columns<Row extends RowData> = ColumnDef<Features, Row>[];

interface DataTableProps<Row extends RowData> {
  /** What it is a table of, for assistive technology. */
  label: string;
  columns: Columns<Row>;
  /** Undefined while they are loaded. */
  rows: readonly Row[] | undefined;
  idOf: (row: Row) => string;
  empty: ReactNode;
  error?: unknown;
  onRetry?: () => void;
  /** Below the rows: `<CursorPager …/>`. */
  footer?: ReactNode;
}

/** A table that scrolls sideways by itself where it has to. Cells with a link make their row look like one. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>): ReactNode {
  const { label, columns, rows, idOf, empty, error, onRetry, footer } = props;
  const table = useTable<Features, Row>({ features, columns, data: rows ?? noRows, getRowId: idOf });
  if (error !== undefined && error !== null && rows === undefined) {
    return <Failure error={error} {...(onRetry && { onRetry })} />;
  }
  if (rows === undefined) return <Loading rows={6} />;
  if (rows.length === 0) return empty;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- who has only a keyboard scrolls what has the focus */}
      <div role="group" aria-label={label} tabIndex={0} className="relative overflow-x-auto rounded-[inherit]">
        <table className="w-full border-collapse text-left">
          <caption className="sr-only">{label}</caption>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} className="border-b border-line">
                {group.headers.map((header) => (
                  <th
                    key={header.id}
                    scope="col"
                    className={classNames(
                      "px-4 py-2.5 text-xs font-medium text-muted sm:px-5",
                      styleOf(header.column.columnDef.meta),
                    )}
                  >
                    {!header.isPlaceholder && <table.FlexRender header={header} />}
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id} className="border-b border-line last:border-0 hover:bg-sunken/60">
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} className={classNames("px-4 py-2.5 sm:px-5", styleOf(cell.column.columnDef.meta))}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {footer}
    </>
  );
}

const noRows: never[] = [];

function styleOf(meta: { align?: "right"; hideOnPhone?: boolean; grow?: boolean } | undefined): string {
  return classNames(
    meta?.align === "right" && "figures text-right",
    meta?.hideOnPhone === true && "hidden md:table-cell",
    meta?.grow === true ? "w-full max-w-0 min-w-40 truncate" : "whitespace-nowrap",
  );
}
