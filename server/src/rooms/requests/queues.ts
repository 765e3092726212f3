/** The queue of approved requests, from which `broadcasts` makes orders: data `{ request }`. */
export const ORDERS_QUEUE = 'orders.make';

/** The queue that stops what is scheduled under a standing approval: data `{ standing, by }`. The orders' room does it. */
export const STOP_STANDING_QUEUE = 'orders.stop-standing';
